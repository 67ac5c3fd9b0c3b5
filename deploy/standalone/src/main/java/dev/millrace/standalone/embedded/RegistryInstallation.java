package dev.millrace.standalone.embedded;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;

/**
 * The unpacked registry that this build or distribution carries.
 *
 * @param runner the registry's executable jar, its libraries beside it
 * @param watchdog class path entry that holds {@link RegistryMain}
 */
record RegistryInstallation(Path runner, Path watchdog) {

  /** System property that names another folder with an unpacked registry. */
  static final String FOLDER_PROPERTY = "millrace.registry.folder";

  private static final String RUNNER_SUFFIX = "-runner.jar";

  /** Finds the registry beside our jar: {@code lib/../registry}, or in the build folder. */
  static RegistryInstallation find() {
    Path own = ownCodeSource();
    String configured = System.getProperty(FOLDER_PROPERTY);
    Path parent = Objects.requireNonNull(own.getParent(), "parent of our own jar");
    List<Path> folders =
        configured == null
            ? List.of(parent.resolve("registry"), parent.resolveSibling("registry"))
            : List.of(Path.of(configured));
    return folders.stream()
        .flatMap(folder -> runnersIn(folder).stream())
        .findFirst()
        .map(runner -> new RegistryInstallation(runner, own))
        .orElseThrow(
            () ->
                new EmbeddedServerException(
                    "No schema registry was found in "
                        + folders
                        + "; build the distribution, or name the folder with -D"
                        + FOLDER_PROPERTY));
  }

  private static List<Path> runnersIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(RUNNER_SUFFIX)).toList();
    } catch (IOException e) {
      throw new EmbeddedServerException("The folder " + folder + " cannot be read", e);
    }
  }

  private static Path ownCodeSource() {
    try {
      CodeSource source = RegistryMain.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new EmbeddedServerException("The place of our own jar is no path", e);
    }
  }
}
