package dev.millrace.checkpoint.store;

import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.RunRecord;
import java.net.URI;
import java.util.Arrays;

/**
 * Where in a service the checkpoints are: {@code s3://bucket/prefix}.
 *
 * @param bucket that holds them
 * @param prefix of all keys; empty, or with a slash at its end
 */
record S3Location(String bucket, String prefix) {

  static final String SCHEME = "s3";

  /**
   * @throws IllegalArgumentException if the address is not of this form
   */
  static S3Location of(URI address) {
    String host = address.getHost();
    String path = address.getPath() == null ? "" : address.getPath().replaceAll("^/+|/+$", "");
    boolean plain =
        address.getQuery() == null
            && address.getFragment() == null
            && Arrays.stream(path.split("/")).noneMatch(name -> name.startsWith("."));
    if (!SCHEME.equals(address.getScheme()) || host == null || address.getPort() >= 0 || !plain) {
      throw new IllegalArgumentException(
          "A store's address is s3://BUCKET or s3://BUCKET/PREFIX; found '%s'".formatted(address));
    }
    return new S3Location(host, path.isEmpty() ? "" : path + "/");
  }

  /** Begins the keys of a model's checkpoints. */
  String keys(String model) {
    RunRecord.checkModelName(model);
    return prefix + model + "/";
  }

  /** Begins the keys of a checkpoint's files. */
  String keys(String model, CheckpointId id) {
    return keys(model) + id + "/";
  }

  URI uri(String model, CheckpointId id) {
    return URI.create("%s://%s/%s%s/%s".formatted(SCHEME, bucket, prefix, model, id));
  }
}
