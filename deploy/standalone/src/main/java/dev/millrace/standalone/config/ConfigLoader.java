package dev.millrace.standalone.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Loads the configuration: the defaults of the reference file, under those of a command that has
 * its own, under the user's files, under single values from the command line.
 */
public final class ConfigLoader {

  private static final String REFERENCE = "/millrace.yaml";

  private ConfigLoader() {}

  /**
   * @param files the user's; the later ones go over the earlier ones
   * @param assignments {@code path=value} each, the last one wins
   * @throws InvalidConfigurationException with everything that is wrong
   */
  public static LoadedConfig load(List<Path> files, List<String> assignments) {
    return load(reference(), files, assignments);
  }

  /**
   * The same for a command with defaults of its own.
   *
   * @param profile class path resource with what differs from the reference file
   * @throws InvalidConfigurationException with everything that is wrong
   */
  public static LoadedConfig load(String profile, List<Path> files, List<String> assignments) {
    ObjectNode tree = reference();
    ConfigTree.layOver(tree, resource(profile));
    return load(tree, files, assignments);
  }

  private static LoadedConfig load(ObjectNode tree, List<Path> files, List<String> assignments) {
    files.forEach(file -> ConfigTree.layOver(tree, ConfigTree.read(file)));
    assignments.forEach(assignment -> ConfigTree.assign(tree, assignment, MillraceConfig.class));
    return new LoadedConfig(
        RecordBinder.bind(Secrets.putInto(tree), MillraceConfig.class),
        ConfigTree.print(Redaction.of(tree)));
  }

  private static ObjectNode reference() {
    return resource(REFERENCE);
  }

  private static ObjectNode resource(String name) {
    try (InputStream stream =
        Objects.requireNonNull(ConfigLoader.class.getResourceAsStream(name), name)) {
      return ConfigTree.parse(
          new String(stream.readAllBytes(), StandardCharsets.UTF_8), "the resource " + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
