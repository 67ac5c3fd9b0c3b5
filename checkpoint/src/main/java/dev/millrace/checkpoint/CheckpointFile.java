package dev.millrace.checkpoint;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A file of a checkpoint as its manifest knows it.
 *
 * @param path inside the checkpoint, with slashes
 * @param bytes its size
 * @param sha256 of its content, in hexadecimal
 */
public record CheckpointFile(String path, long bytes, String sha256) {

  private static final Pattern PATH = Pattern.compile("[^/\\\\\\p{Cntrl}]+(/[^/\\\\\\p{Cntrl}]+)*");

  /**
   * @throws IllegalArgumentException if the path could lead out of the checkpoint, the size is
   *     negative, or the sum has another form
   */
  public CheckpointFile {
    if (!PATH.matcher(path).matches()
        || Arrays.stream(path.split("/")).anyMatch(name -> name.equals("..") || name.equals("."))) {
      throw new IllegalArgumentException(
          "A file of a checkpoint has a relative path without '.' and '..'; found '%s'"
              .formatted(path));
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("%s: a size of %d bytes".formatted(path, bytes));
    }
    Sha256.check(path, sha256);
  }
}
