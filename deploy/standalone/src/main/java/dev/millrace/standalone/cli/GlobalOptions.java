package dev.millrace.standalone.cli;

import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.standalone.config.ConfigLoader;
import dev.millrace.standalone.config.LoadedConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every verb takes, before or after its name. */
public final class GlobalOptions {

  @Option(
      names = "--config",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description =
          "YAML file with what differs from conf/millrace.yaml; of several, the later go over the"
              + " earlier.")
  private List<Path> configs = new ArrayList<>();

  @Option(
      names = "--set",
      scope = ScopeType.INHERIT,
      paramLabel = "PATH=VALUE",
      description = "One value over the file's, for instance topics.partitions=12.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--data-dir",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description = "Folder of the embedded servers and of local state; .millrace by default.")
  private Optional<String> dataDirectory = Optional.empty();

  @Option(
      names = "--bootstrap",
      scope = ScopeType.INHERIT,
      paramLabel = "HOST:PORT",
      description = "Existing Kafka cluster to use instead of the embedded broker.")
  private Optional<String> bootstrap = Optional.empty();

  @Option(
      names = "--registry",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "Existing schema registry to use instead of the embedded one.")
  private Optional<String> registry = Optional.empty();

  /**
   * The configuration that file and options amount to.
   *
   * @throws dev.millrace.standalone.config.InvalidConfigurationException with all that is wrong
   */
  public LoadedConfig load() {
    return ConfigLoader.load(configs, assignments());
  }

  /**
   * The same for a command with defaults of its own.
   *
   * @param profile class path resource with what differs from the reference file
   */
  LoadedConfig load(String profile) {
    return ConfigLoader.load(profile, configs, assignments());
  }

  private List<String> assignments() {
    List<String> all = new ArrayList<>(assignments);
    dataDirectory.ifPresent(value -> all.add("data-dir=" + quoted(value)));
    bootstrap.ifPresent(value -> all.add("kafka.bootstrap.servers=" + quoted(value)));
    registry.ifPresent(
        value -> all.add("registry." + ConfluentSchemaRegistry.URL_PROPERTY + "=" + quoted(value)));
    return all;
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
