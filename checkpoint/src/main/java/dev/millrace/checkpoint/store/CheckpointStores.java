package dev.millrace.checkpoint.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Opens the store that an address names. */
public final class CheckpointStores {

  private CheckpointStores() {}

  /**
   * @param address {@code s3://bucket/prefix}, {@code file:/directory}, or a directory
   * @param settings how an S3-compatible service is reached
   * @param local directory in which checkpoints for such a service are written first
   * @throws IllegalArgumentException if the address is none of these
   * @throws IOException if the store cannot be opened
   */
  public static CheckpointStore open(String address, S3Settings settings, Path local)
      throws IOException {
    if (address.startsWith("s3:")) {
      return S3Store.open(URI.create(address), settings, local);
    }
    if (address.startsWith("file:")) {
      return FileStore.open(Path.of(URI.create(address)));
    }
    if (address.isBlank() || address.contains("://")) {
      throw new IllegalArgumentException(
          "A store's address is s3://BUCKET/PREFIX, file:/DIRECTORY or a directory; found '%s'"
              .formatted(address));
    }
    return FileStore.open(Path.of(address));
  }
}
