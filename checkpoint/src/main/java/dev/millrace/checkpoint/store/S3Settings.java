package dev.millrace.checkpoint.store;

import java.net.URI;
import java.util.Optional;

/**
 * How an S3-compatible service is reached.
 *
 * @param endpoint its address; empty for Amazon's own
 * @param region that requests are signed for
 * @param pathStyle whether the bucket is part of the path instead of the host's name, as most
 *     services but Amazon's want it
 * @param credentials environment variables that hold the keys; empty for the SDK's default chain
 *     (its own variables, system properties, profiles, the instance's role)
 * @param partBytes files larger than this are uploaded in parts of this size; S3 takes at least 5
 *     MiB
 */
public record S3Settings(
    Optional<URI> endpoint,
    String region,
    boolean pathStyle,
    Optional<CredentialVariables> credentials,
    long partBytes) {

  private static final long SMALLEST_PART = 5L << 20;
  private static final long LARGEST_PART = 1L << 30;

  /**
   * Names of environment variables: secrets themselves stand in no configuration.
   *
   * @param accessKey variable with the access key id
   * @param secretKey variable with the secret access key
   */
  public record CredentialVariables(String accessKey, String secretKey) {

    /**
     * @throws IllegalArgumentException if a name is blank
     */
    public CredentialVariables {
      if (accessKey.isBlank() || secretKey.isBlank()) {
        throw new IllegalArgumentException("The variables of both keys need names");
      }
    }
  }

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public S3Settings {
    if (region.isBlank()) {
      throw new IllegalArgumentException("A region is needed, for instance us-east-1");
    }
    if (partBytes < SMALLEST_PART || partBytes > LARGEST_PART) {
      throw new IllegalArgumentException(
          "partBytes takes 5 MiB to 1 GiB; found %,d bytes".formatted(partBytes));
    }
  }

  /** Amazon's own service, parts of 16 MiB. */
  public static S3Settings defaults() {
    return new S3Settings(Optional.empty(), "us-east-1", false, Optional.empty(), 16L << 20);
  }
}
