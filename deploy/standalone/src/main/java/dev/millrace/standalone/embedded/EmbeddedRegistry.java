package dev.millrace.standalone.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A real schema registry (Apicurio, speaking Confluent's REST interface) as a child process. It
 * keeps its schemas, their ids and its port in a folder, and never outlives this process.
 */
public final class EmbeddedRegistry implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
  private static final String BACKWARD = "{\"compatibility\":\"BACKWARD\"}";

  private final RegistryProcess process;
  private final URI url;
  private final HttpClient http = HttpClient.newHttpClient();

  private EmbeddedRegistry(RegistryProcess process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts a registry and returns when it answers. Its compatibility rule is BACKWARD, as in
   * Confluent's.
   *
   * @param dataDirectory folder of this registry alone; created if missing
   * @throws EmbeddedServerException if it does not start; the message holds the end of its log
   */
  public static EmbeddedRegistry start(Path dataDirectory) {
    EmbeddedRegistry registry = launch(dataDirectory);
    registry.awaitReady();
    return registry;
  }

  /** Starts the process without waiting; {@link #awaitReady} must follow. */
  static EmbeddedRegistry launch(Path dataDirectory) {
    int port = new RememberedPorts(dataDirectory.resolve("ports.properties")).portOf("registry");
    URI url = URI.create("http://" + RememberedPorts.HOST + ":" + port + "/apis/ccompat/v7");
    return new EmbeddedRegistry(RegistryProcess.launch(dataDirectory, port), url);
  }

  /** Base URL of the interface that Confluent's clients speak. */
  public URI url() {
    return url;
  }

  /** Why the child ended by itself, with the end of its log; empty while it lives. */
  Optional<String> failure() {
    return process.isAlive()
        ? Optional.empty()
        : Optional.of("The schema registry ended by itself. " + process.lastWords());
  }

  /** Process id of the child. */
  public long pid() {
    return process.pid();
  }

  /** Stops the registry in order. */
  @Override
  public void close() {
    process.close();
  }

  void awaitReady() {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    try {
      while (!answers()) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new EmbeddedServerException(
              "The schema registry did not start. " + process.lastWords());
        }
        Thread.sleep(POLL_INTERVAL.toMillis());
      }
      requireBackwardCompatibility();
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new EmbeddedServerException("Interrupted while the schema registry started", e);
    } catch (IOException | EmbeddedServerException e) {
      close();
      throw new EmbeddedServerException("The schema registry cannot be used: " + e.getMessage(), e);
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      return send(request("/subjects").GET().build()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private void requireBackwardCompatibility() throws IOException, InterruptedException {
    HttpResponse<String> response =
        send(
            request("/config")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(BACKWARD))
                .build());
    if (response.statusCode() != 200) {
      throw new EmbeddedServerException(
          "The registry refused the compatibility rule with status " + response.statusCode());
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).timeout(REQUEST_LIMIT);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }
}
