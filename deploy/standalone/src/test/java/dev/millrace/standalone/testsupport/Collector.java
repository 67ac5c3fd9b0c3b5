package dev.millrace.standalone.testsupport;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Receives spans as an OpenTelemetry collector does: OTLP over HTTP, protobuf. */
public final class Collector implements AutoCloseable {

  private static final int OK = 200;

  private final HttpServer server;
  private final int status;
  private final List<Received> spans = new CopyOnWriteArrayList<>();

  /**
   * A span.
   *
   * @param service who sent it
   * @param headers of the request
   * @param span as it was sent
   */
  public record Received(String service, Headers headers, Span span) {

    /** Hexadecimal digits. */
    public String traceId() {
      return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    /** Hexadecimal digits. */
    public String spanId() {
      return HexFormat.of().formatHex(span.getSpanId().toByteArray());
    }

    /** Hexadecimal digits of its parent. */
    public String parentId() {
      return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
    }

    /** Texts, and numbers as texts. */
    public Map<String, String> attributes() {
      return texts(span.getAttributesList());
    }
  }

  private Collector(HttpServer server, int status) {
    this.server = server;
    this.status = status;
  }

  /** Begins to listen, on a free port of this machine. */
  public static Collector start() {
    return answering(OK);
  }

  /** The same, with another answer than that all is well. */
  public static Collector answering(int status) {
    try {
      Collector collector =
          new Collector(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
              status);
      collector.server.createContext("/v1/traces", collector::receive);
      collector.server.start();
      return collector;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Base address. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All spans so far. */
  public List<Received> spans() {
    return List.copyOf(spans);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      ExportTraceServiceRequest request =
          ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
      request
          .getResourceSpansList()
          .forEach(resource -> receive(resource, exchange.getRequestHeaders()));
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private void receive(ResourceSpans resource, Headers headers) {
    String service =
        texts(resource.getResource().getAttributesList()).getOrDefault("service.name", "");
    for (ScopeSpans scope : resource.getScopeSpansList()) {
      scope.getSpansList().forEach(span -> spans.add(new Received(service, headers, span)));
    }
  }

  private static Map<String, String> texts(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(
            Collectors.toMap(
                KeyValue::getKey,
                it ->
                    it.getValue().hasStringValue()
                        ? it.getValue().getStringValue()
                        : Long.toString(it.getValue().getIntValue())));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
