#!/bin/sh
# Makes what the profile tls keeps secret: the broker's key and certificate, and a password for each user. What is there stays.
# Every folder of /secrets (or of the argument) is a volume that only the containers of one user mount; its name is the user's.
set -eu
files=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
cd "${1:-/secrets}"

password() { # of a user, in its folder
  [ -s "$1/password" ] || head -c 24 /dev/urandom | base64 | tr '+/' '-_' > "$1/password"
  cat "$1/password"
}

login() { # module, user, and what only the broker adds
  echo "org.apache.kafka.common.security.$1 required username=\"$2\" password=\"$(password "$2")\"${3-};"
}

client() { # user, mechanism, module: the properties of a client
  cp broker/ca.pem "$1/ca.pem"
  cat > "$1/client.properties" << EOF
security.protocol=SASL_SSL
sasl.mechanism=$2
sasl.jaas.config=$(login "$3" "$1")
ssl.truststore.type=PEM
ssl.truststore.location=/etc/millrace/secrets/ca.pem
EOF
}

if [ ! -s broker/ca.pem ]; then
  keystore=$(password broker)
  keytool -genkeypair -alias broker -keyalg EC -groupname secp256r1 -dname CN=broker -ext san=dns:broker,dns:localhost,ip:127.0.0.1 \
    -validity 825 -storetype PKCS12 -keystore broker/broker.p12 -storepass "$keystore"
  keytool -exportcert -rfc -alias broker -keystore broker/broker.p12 -storepass "$keystore" -file broker/ca.pem
fi
{
  cat "$files/broker.properties" "$files/broker-tls.properties"
  echo "ssl.keystore.password=$(password broker)"
  echo "listener.name.containers.plain.sasl.jaas.config=$(login plain.PlainLoginModule root " user_root=\"$(password root)\"")"
} > broker/server.properties

client root PLAIN plain.PlainLoginModule
mkdir -p root/users
for folder in */; do
  user=${folder%/}
  case $user in broker | root) continue ;; esac
  client "$user" SCRAM-SHA-512 scram.ScramLoginModule
  echo "SCRAM-SHA-512=password=$(password "$user")" > "root/users/$user"
done
# The registry passes on to its clients what begins so.
sed 's/^/apicurio.kafka.common./' registry/client.properties > registry/application.properties
# Each runs as a user id of its own, and sees its own volume only.
chmod -R a+rX ./*/
