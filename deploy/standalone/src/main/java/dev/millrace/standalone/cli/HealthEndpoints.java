package dev.millrace.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.millrace.contract.http.AccessControl;
import dev.millrace.contract.http.HttpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** Health and metrics of an application over HTTP. */
final class HealthEndpoints implements AutoCloseable {

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  /** Who connects and says nothing must not keep out a probe. */
  private static final int THREADS = 4;

  private final Subject subject;
  private final HttpAddress address;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  private HealthEndpoints(Subject subject, HttpAddress address, HttpServer server) {
    this.subject = subject;
    this.address = address;
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
      HealthEndpoints endpoints = new HealthEndpoints(subject, address, bind(address));
      endpoints.listen();
      return endpoints;
    } catch (IllegalArgumentException e) {
      throw new UsageException("%s: %s".formatted(key, e.getMessage()));
    } catch (IOException e) {
      throw new UsageException(
          "%s: %s:%d cannot be listened to: %s"
              .formatted(key, address.host(), address.port(), e.getMessage()));
    }
  }

  private static HttpServer bind(HttpAddress address) throws IOException {
    InetSocketAddress socket = new InetSocketAddress(address.host(), address.port());
    if (address.tls().isEmpty()) {
      return HttpServer.create(socket, 0);
    }
    SSLContext context = address.tls().get().context();
    HttpsServer server = HttpsServer.create(socket, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return server;
  }

  private void listen() {
    on("/health/live", http -> status(http, subject.isLive()));
    on("/health/ready", http -> status(http, subject.isReady()));
    on("/metrics", this::metrics);
    server.setExecutor(threads);
    server.start();
  }

  private void on(String path, HttpHandler handler) {
    AccessControl access = address.access();
    server.createContext(
        path,
        http -> {
          String shown = http.getRequestHeaders().getFirst("Authorization");
          if (access.allows(http.getRequestURI().getPath(), shown)) {
            handler.handle(http);
          } else {
            refuse(http);
          }
        });
  }

  /** How it is reached. */
  String url() {
    return address.url(port());
  }

  /** The port that is listened to. */
  int port() {
    return server.getAddress().getPort();
  }

  private static void refuse(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set(AccessControl.CHALLENGE_HEADER, AccessControl.CHALLENGE);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    answer(
        exchange,
        AccessControl.UNAUTHORIZED,
        "{\"message\":\"%s\"}".formatted(AccessControl.REFUSAL));
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
    threads.shutdownNow();
  }
}
