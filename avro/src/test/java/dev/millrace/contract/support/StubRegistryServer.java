package dev.millrace.contract.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that gives every request the same answer, and remembers what was asked. */
public final class StubRegistryServer implements AutoCloseable {

  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private StubRegistryServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts on a free port.
   *
   * @param status HTTP status of every answer
   * @param body JSON of every answer
   */
  public static StubRegistryServer answering(int status, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    StubRegistryServer stub = new StubRegistryServer(server);
    server.createContext("/", exchange -> stub.answer(exchange, status, body));
    server.start();
    return stub;
  }

  /** Where the server listens. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Requests so far: method, path, and credentials if there were any. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    List<String> credentials =
        exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
    requests.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI().getPath()
            + String.join("", credentials.stream().map(text -> " " + text).toList()));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
