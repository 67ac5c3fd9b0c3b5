package dev.millrace.standalone.reliability;

import dev.millrace.standalone.Millrace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@code millrace} command in a process of its own, started again under the same name. */
final class MillraceProcess implements AutoCloseable {

  private static final long SECONDS_TO_EXIT = 120;

  private final Path log;
  private final List<String> command;
  private Process process;
  private int kills;

  private MillraceProcess(Path log, List<String> command) {
    this.log = log;
    this.command = command;
    this.process = launch();
  }

  /**
   * @param log takes both outputs of the process
   * @param arguments of the {@code millrace} command
   */
  static MillraceProcess start(Path log, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Millrace.class.getName());
    command.addAll(arguments);
    return new MillraceProcess(log, List.copyOf(command));
  }

  /** SIGKILL: the process cannot finish anything. */
  void kill() {
    mustRun();
    awaitExit(process.destroyForcibly());
    kills++;
  }

  /** Starts the same command again. */
  void restart() {
    if (process.isAlive()) {
      throw new AssertionError("It still runs");
    }
    process = launch();
  }

  /**
   * @throws AssertionError if it has ended
   */
  void mustRun() {
    if (!process.isAlive()) {
      throw new AssertionError("It ended by itself:\n" + log());
    }
  }

  int kills() {
    return kills;
  }

  /** Waits until it ends by itself. */
  int awaitExit() {
    return awaitExit(process);
  }

  /** All that it has written so far, in all its lives. */
  String log() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    awaitExit(process.destroyForcibly());
  }

  private Process launch() {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      // The order of sums, and so the last bits of weights, depends on it.
      builder.environment().put("OMP_NUM_THREADS", "1");
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int awaitExit(Process ending) {
    try {
      if (!ending.waitFor(SECONDS_TO_EXIT, TimeUnit.SECONDS)) {
        throw new AssertionError("It did not end in " + SECONDS_TO_EXIT + " s:\n" + log());
      }
      return ending.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", interrupted);
    }
  }
}
