package dev.millrace.standalone.bench.soak;

import dev.millrace.standalone.bench.BenchmarkException;
import dev.millrace.standalone.embedded.EmbeddedPlatform;
import dev.millrace.standalone.embedded.PlatformAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processes of a soak, which share a folder as those of a user do. */
final class Roles implements AutoCloseable {

  private final Path folder;
  private final Deque<RoleProcess> running = new ArrayDeque<>();

  /**
   * @param folder empty
   */
  Roles(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder.resolve("logs"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the processes share: servers, stores and checkpoints. */
  Path data() {
    return folder.resolve("data");
  }

  /** Starts broker and registry, and waits until both answer. */
  PlatformAddress startServers(Map<String, String> brokerProperties) throws InterruptedException {
    List<String> options = new ArrayList<>();
    brokerProperties.forEach((key, value) -> options.add("--property=" + key + "=" + value));
    RoleProcess broker = start("broker", options.toArray(String[]::new));
    broker.awaitLog("registry  ");
    return EmbeddedPlatform.running(data())
        .orElseThrow(() -> new BenchmarkException("The servers do not say where they are"));
  }

  /**
   * Starts a verb.
   *
   * @param options after it
   */
  RoleProcess start(String verb, String... options) {
    RoleProcess process = launch(verb, List.of(verb), options);
    running.push(process);
    return process;
  }

  /** The process of a verb. */
  RoleProcess get(String verb) {
    return running.stream()
        .filter(process -> process.name().equals(verb))
        .findFirst()
        .orElseThrow(() -> new BenchmarkException("There is no process " + verb));
  }

  /** Runs a command that ends by itself. */
  void run(List<String> words, String... options) throws InterruptedException {
    try (RoleProcess process = launch(String.join("-", words), words, options)) {
      process.awaitSuccess();
    }
  }

  private RoleProcess launch(String name, List<String> words, String... options) {
    List<String> arguments = new ArrayList<>(words);
    arguments.add("--data-dir=" + data());
    arguments.addAll(List.of(options));
    return RoleProcess.start(name, folder.resolve("logs").resolve(name + ".log"), arguments);
  }

  /**
   * @throws BenchmarkException if one of them has ended
   */
  void requireRunning() {
    running.forEach(RoleProcess::requireRunning);
  }

  /** Every process by its role; the registry is a child of the broker's. */
  Map<String, ProcessHandle> handles() {
    Map<String, ProcessHandle> handles = new LinkedHashMap<>();
    running.descendingIterator().forEachRemaining(role -> put(role, handles));
    return handles;
  }

  private static void put(RoleProcess role, Map<String, ProcessHandle> handles) {
    handles.put(role.name(), role.handle());
    role.handle().children().findFirst().ifPresent(child -> handles.put("registry", child));
  }

  @Override
  public void close() {
    running.forEach(RoleProcess::close);
  }
}
