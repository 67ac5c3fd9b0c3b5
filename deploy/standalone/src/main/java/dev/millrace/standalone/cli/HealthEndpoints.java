package dev.millrace.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.contract.http.HttpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Health and metrics of an application over HTTP. */
final class HealthEndpoints implements AutoCloseable {

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final Subject subject;
  private final HttpServer server;

  private HealthEndpoints(Subject subject, HttpServer server) {
    this.subject = subject;
    this.server = server;
  }

  /** Who is asked; from any thread. */
  interface Subject {

    /** Whether it works, or will without being started again. */
    boolean isLive();

    /** Whether it does what it is there for. */
    boolean isReady();

    /** Where it is in its life, in a word. */
    String status();

    /** Everything that is measured, as Prometheus reads it. */
    String metrics();
  }

  /**
   * Begins to listen.
   *
   * @param key where the address is configured
   * @throws UsageException if nobody can listen there
   */
  static HealthEndpoints start(Subject subject, String key, HttpAddress address) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(address.host(), address.port()), 0);
      HealthEndpoints endpoints = new HealthEndpoints(subject, server);
      server.createContext("/health/live", http -> endpoints.status(http, subject.isLive()));
      server.createContext("/health/ready", http -> endpoints.status(http, subject.isReady()));
      server.createContext("/metrics", endpoints::metrics);
      server.start();
      return endpoints;
    } catch (IOException e) {
      throw new UsageException(
          "%s: %s:%d cannot be listened to: %s"
              .formatted(key, address.host(), address.port(), e.getMessage()));
    }
  }

  /** The port that is listened to. */
  int port() {
    return server.getAddress().getPort();
  }

  private void status(HttpExchange exchange, boolean good) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    answer(exchange, good ? OK : UNAVAILABLE, "{\"status\":\"%s\"}".formatted(subject.status()));
  }

  private void metrics(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    answer(exchange, OK, subject.metrics());
  }

  private static void answer(HttpExchange exchange, int code, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
