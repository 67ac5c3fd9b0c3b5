package dev.millrace.standalone.bench.soak;

import dev.millrace.standalone.Millrace;
import dev.millrace.standalone.bench.BenchmarkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code millrace} command in a process of its own. Its whole heap is taken at the start, so that
 * what its memory grows by later is native.
 */
final class RoleProcess implements AutoCloseable {

  private static final String HEAP = "384m";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long PAUSE_MS = 100;
  private static final int LAST_CHARACTERS = 3_000;
  private static final Pattern HTTP = Pattern.compile("(?m)^http +(\\S+)$");

  private final String name;
  private final Path log;
  private final Process process;

  private RoleProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param name for people
   * @param log takes both outputs of the process
   * @param arguments of the {@code millrace} command
   */
  static RoleProcess start(String name, Path log, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xms" + HEAP, "-Xmx" + HEAP, "-XX:+AlwaysPreTouch"));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Millrace.class.getName());
    command.addAll(arguments);
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      return new RoleProcess(
          name, log, builder.redirectOutput(ProcessBuilder.Redirect.to(log.toFile())).start());
    } catch (IOException e) {
      throw new BenchmarkException("The process " + name + " did not start", e);
    }
  }

  String name() {
    return name;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Waits until its log says something. */
  void awaitLog(String text) throws InterruptedException {
    await(text, () -> log().contains(text));
  }

  /**
   * Waits until something holds that this process does.
   *
   * @throws BenchmarkException if it ends before, or takes minutes
   */
  void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      requireRunning();
      if (System.nanoTime() > deadline) {
        throw failure("%s did not come in %d s: %s".formatted(name, PATIENCE.toSeconds(), what));
      }
      Thread.sleep(PAUSE_MS);
    }
  }

  /** Waits until it has done what it was started for. */
  void awaitSuccess() throws InterruptedException {
    if (process.waitFor() != 0) {
      throw failure(name + " failed");
    }
  }

  /**
   * @throws BenchmarkException if it has ended
   */
  void requireRunning() {
    if (!process.isAlive()) {
      throw failure(name + " ended by itself");
    }
  }

  /** Where it answers by HTTP. */
  URI address() {
    Matcher matcher = HTTP.matcher(log());
    if (!matcher.find()) {
      throw failure(name + " does not say where it answers");
    }
    return URI.create(matcher.group(1));
  }

  private BenchmarkException failure(String message) {
    String all = log();
    return new BenchmarkException(
        message
            + "; the end of its log:\n"
            + all.substring(Math.max(0, all.length() - LAST_CHARACTERS)));
  }

  private String log() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it in order, or at once where that takes too long. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
