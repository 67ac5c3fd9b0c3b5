package dev.millrace.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * The model that training began with.
 *
 * @param name of its directory
 * @param sha256 over the paths and sums of all its files, as {@link #of} computes it
 */
public record BaseModel(String name, String sha256) {

  /**
   * @throws IllegalArgumentException if the name is blank or the sum has another form
   */
  public BaseModel {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A base model needs a name, but it was blank");
    }
    Sha256.check("base model " + name, sha256);
  }

  /**
   * Reads a model's files. The sum is that of the lines {@code <SHA-256> <two spaces> <path>\n},
   * ordered by path: {@code sha256sum} of files named in that order, hashed once more.
   *
   * @param directory of the model
   * @throws IOException if a file cannot be read
   */
  public static BaseModel of(Path directory) throws IOException {
    Path place = directory.toRealPath();
    String lines =
        FileList.of(place).stream()
            .map(file -> file.sha256() + "  " + file.path() + "\n")
            .collect(Collectors.joining());
    return new BaseModel(String.valueOf(place.getFileName()), Sha256.of(lines.getBytes(UTF_8)));
  }
}
