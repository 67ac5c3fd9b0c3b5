#!/bin/sh
# Builds the images from the distribution in deploy/standalone/target. BASE chooses the base image, TAG the tag, IMAGES which.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
distribution=$(find "$root/deploy/standalone/target" -maxdepth 1 -type d -name 'millrace-*' | head -n 1)
if [ -z "$distribution" ]; then
  echo "deploy/images: there is no distribution; \`make dist\` makes one" >&2
  exit 1
fi
version=$(basename "$distribution" | sed 's/^millrace-//')
revision=$(git -C "$root" describe --always --dirty --abbrev=40 --exclude='*' 2> /dev/null || echo unknown)
# Of the last commit: the same sources give the same files in the image.
epoch=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2> /dev/null || echo 0)}

for image in ${IMAGES:-streams trainer serving tools}; do
  docker build --file "$root/deploy/images/Dockerfile" --target "$image" --tag "millrace-$image:${TAG:-$version}" \
    --build-arg BASE="${BASE:-eclipse-temurin:17-jre}" --build-arg VERSION="$version" --build-arg REVISION="$revision" \
    --build-arg SOURCE_DATE_EPOCH="$epoch" "$distribution"
done
