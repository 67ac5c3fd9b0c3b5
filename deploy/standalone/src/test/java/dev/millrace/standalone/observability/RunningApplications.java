package dev.millrace.standalone.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.standalone.testsupport.Cli;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Streams, serving and a trainer of topics of their own, started as people start them. */
final class RunningApplications implements AutoCloseable {

  private static final long MILLIS_TO_END = 60_000;

  private final TestPlatform platform;
  private final Path folder;
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final List<Thread> running = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * @param folder for their state, checkpoints and notes
   */
  RunningApplications(TestPlatform platform, Path folder) {
    this.platform = platform;
    this.folder = folder;
  }

  /**
   * Starts one.
   *
   * @param verb that starts it
   * @param portKey where its port is configured
   * @param more options
   */
  void start(String verb, String portKey, String... more) throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      ports.put(verb, free.getLocalPort());
    }
    String[] words =
        Stream.concat(Stream.of(verb, "--set", portKey + "=" + ports.get(verb)), Stream.of(more))
            .toArray(String[]::new);
    Thread thread = new Thread(() -> run(words), "command-" + verb);
    thread.start();
    running.add(thread);
  }

  /** Runs a command on the same topics and folders, to its end. */
  Cli.Result run(String... words) {
    String prefix = platform.prefix();
    Stream<String> own =
        Stream.of(
            "--data-dir=" + folder.resolve("state"),
            "--set=streams.prefix=" + prefix,
            "--set=serving.prefix=" + prefix,
            "--set=trainer.online.prefix=" + prefix,
            "--set=trainer.online.model.minimum-items=20",
            "--set=trainer.online.micro-batch.examples=16",
            "--set=trainer.online.micro-batch.maximum-wait=500ms");
    return Cli.on(platform, prefix, Stream.concat(Stream.of(words), own).toArray(String[]::new));
  }

  /** What all of them tell now. */
  Scrape scrape() throws IOException, InterruptedException {
    List<String> texts = new ArrayList<>();
    for (String verb : ports.keySet()) {
      texts.add(get(verb, "/metrics").body());
    }
    return Scrape.of(texts);
  }

  HttpResponse<String> get(String verb, String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + ports.get(verb) + path);
    return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Whether all listen. */
  boolean answer() throws InterruptedException {
    try {
      for (String verb : ports.keySet()) {
        get(verb, "/health/live");
      }
      return true;
    } catch (IOException notYet) {
      assertThat(running).allMatch(Thread::isAlive);
      return false;
    }
  }

  @Override
  public void close() {
    running.forEach(Thread::interrupt);
    for (Thread thread : running) {
      try {
        thread.join(MILLIS_TO_END);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
