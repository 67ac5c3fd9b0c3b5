package dev.millrace.standalone.data;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the real data sets that some tests judge by. They are not part of the project: the folder
 * is named by the system property or environment variable {@code MILLRACE_DATA}, or is {@code
 * ../shared/data} beside the repository. Without it those tests are skipped.
 */
public final class RealData {

  private static final String NAME = "MILLRACE_DATA";

  private RealData() {}

  /**
   * The folder of a data set; skips the calling test when it is not there.
   *
   * @param name for instance {@code movielens-100k}
   */
  public static Path require(String name) {
    Path folder = root().resolve(name);
    assumeThat(folder)
        .as("real data in %s (set %s to the folder that holds %s)", folder, NAME, name)
        .isDirectory();
    return folder;
  }

  private static Path root() {
    String named = System.getProperty(NAME, System.getenv(NAME));
    return named == null ? repository().resolve("../shared/data").normalize() : Path.of(named);
  }

  private static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder.getParent() != null && !Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
