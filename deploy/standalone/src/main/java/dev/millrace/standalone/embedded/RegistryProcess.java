package dev.millrace.standalone.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The registry's own Java process; it lives no longer than ours. */
final class RegistryProcess implements AutoCloseable {

  private static final int TAIL_LINES = 10;
  private static final long SECONDS_TO_STOP = 10;

  private final Process process;
  private final Path log;

  private RegistryProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts the process and returns at once.
   *
   * @param folder where the registry keeps its database and log
   * @param port port of its REST interface
   */
  static RegistryProcess launch(Path folder, int port) {
    Path log = folder.resolve("registry.log");
    try {
      Files.createDirectories(folder);
      Process process =
          new ProcessBuilder(command(RegistryInstallation.find(), folder, port))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new RegistryProcess(process, log);
    } catch (IOException e) {
      throw new EmbeddedServerException("The registry's process did not start", e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Where the registry logs, and its last lines. */
  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return log
          + " ends with:\n"
          + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return log + " cannot be read: " + e.getMessage();
    }
  }

  /** Ends standard input, which asks the registry to stop; kills it when it does not. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> command(RegistryInstallation installation, Path folder, int port) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    // Small and quick to start: it serves a few requests a minute.
    command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    settings(folder, port).forEach(setting -> command.add("-D" + setting));
    command.add("-cp");
    command.add(installation.runner() + File.pathSeparator + installation.watchdog());
    command.add(RegistryMain.class.getName());
    return command;
  }

  private static List<String> settings(Path folder, int port) {
    return List.of(
        "quarkus.http.host=" + RememberedPorts.HOST,
        "quarkus.http.port=" + port,
        "quarkus.http.access-log.enabled=false",
        "quarkus.log.level=WARN",
        "apicurio.storage.kind=sql",
        "apicurio.storage.sql.kind=h2",
        "apicurio.datasource.url=jdbc:h2:file:" + folder.toAbsolutePath().resolve("schemas"),
        "apicurio.datasource.jdbc.initial-size=1",
        "apicurio.datasource.jdbc.min-size=1",
        "apicurio.datasource.jdbc.max-size=8");
  }
}
