package dev.millrace.checkpoint.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Which store checkpoints are kept in.
 *
 * @param store {@code s3://BUCKET/PREFIX}, {@code file:/DIRECTORY}, or a directory, relative to the
 *     data folder
 * @param s3 how an S3-compatible service is reached
 */
public record StoreSettings(String store, S3Settings s3) {

  private static final String FILE_SCHEME = "file:";
  private static final Path LOCAL = Path.of("checkpoint-workspace");

  /**
   * @throws IllegalArgumentException if the address is blank
   */
  public StoreSettings {
    if (store.isBlank()) {
      throw new IllegalArgumentException("A store needs an address, but it was blank");
    }
  }

  /** A directory in the data folder. */
  public static StoreSettings defaults() {
    return new StoreSettings("checkpoints", S3Settings.defaults());
  }

  /** These settings with another store. */
  public StoreSettings withStore(String address) {
    return new StoreSettings(address, s3);
  }

  /**
   * Opens the store.
   *
   * @param dataDirectory the data folder
   * @throws IllegalArgumentException if the address is none that is known
   * @throws IOException if the store cannot be opened
   */
  public CheckpointStore open(Path dataDirectory) throws IOException {
    boolean isUri = store.startsWith(FILE_SCHEME) || store.contains("://");
    String address = isUri ? store : dataDirectory.resolve(store).toString();
    return CheckpointStores.open(address, s3, dataDirectory.resolve(LOCAL));
  }
}
