package dev.millrace.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.trainer.process.TrainerApplication;
import dev.millrace.trainer.process.TrainerStatus;
import dev.millrace.trainer.settings.HttpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Health and metrics of a trainer over HTTP. One that stands by is as ready as one that trains: it
 * is ready to take over.
 */
final class TrainerEndpoints implements AutoCloseable {

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final TrainerApplication trainer;
  private final HttpServer server;

  private TrainerEndpoints(TrainerApplication trainer, HttpServer server) {
    this.trainer = trainer;
    this.server = server;
  }

  /**
   * Begins to listen.
   *
   * @throws UsageException if nobody can listen there
   */
  static TrainerEndpoints start(TrainerApplication trainer, HttpAddress address) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(address.host(), address.port()), 0);
      TrainerEndpoints endpoints = new TrainerEndpoints(trainer, server);
      server.createContext("/health/live", endpoints::live);
      server.createContext("/health/ready", endpoints::ready);
      server.createContext("/metrics", endpoints::metrics);
      server.start();
      return endpoints;
    } catch (IOException e) {
      throw new UsageException(
          "trainer.online.http: %s:%d cannot be listened to: %s"
              .formatted(address.host(), address.port(), e.getMessage()));
    }
  }

  /** The port that is listened to. */
  int port() {
    return server.getAddress().getPort();
  }

  private void live(HttpExchange exchange) throws IOException {
    status(exchange, !(trainer.status() instanceof TrainerStatus.Failed));
  }

  private void ready(HttpExchange exchange) throws IOException {
    TrainerStatus status = trainer.status();
    status(
        exchange,
        status instanceof TrainerStatus.Training || status instanceof TrainerStatus.Standby);
  }

  private void status(HttpExchange exchange, boolean good) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    answer(
        exchange,
        good ? OK : UNAVAILABLE,
        "{\"status\":\"%s\"}".formatted(trainer.status().text()));
  }

  private void metrics(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    answer(exchange, OK, trainer.metrics());
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
