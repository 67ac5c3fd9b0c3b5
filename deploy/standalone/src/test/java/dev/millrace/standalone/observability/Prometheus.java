package dev.millrace.standalone.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A Prometheus server's HTTP API, as far as dashboards ask it.
 *
 * @param address with which paths of the API begin
 */
record Prometheus(URI address) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** From when to when is asked, and how often in between. */
  record Span(Instant start, Instant end, Duration step) {}

  /**
   * What became of an expression.
   *
   * @param values by time; without those that are no numbers, as of 0 / 0
   */
  record Series(Map<String, String> labels, NavigableMap<Instant, Double> values) {}

  /** Series over a time, those without a number left out. */
  List<Series> range(String expression, Span span) throws IOException, InterruptedException {
    return series(
        get(
            "query_range?query=%s&start=%s&end=%s&step=%d"
                .formatted(
                    encoded(expression), span.start(), span.end(), span.step().toSeconds())));
  }

  /** Series at one time. */
  List<Series> at(Instant time, String expression) throws IOException, InterruptedException {
    return series(get("query?query=%s&time=%s".formatted(encoded(expression), time)));
  }

  /** As the server says it. */
  String version() throws IOException, InterruptedException {
    return get("status/buildinfo").get("version").asText();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    URI uri = address.resolve("/api/v1/" + path);
    var response = HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(uri + " answers " + response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body()).get("data");
  }

  private static List<Series> series(JsonNode data) {
    List<Series> all = new ArrayList<>();
    for (JsonNode result : data.get("result")) {
      NavigableMap<Instant, Double> values = new TreeMap<>();
      result.path("values").forEach(sample -> add(sample, values));
      if (result.has("value")) {
        add(result.get("value"), values);
      }
      if (!values.isEmpty()) {
        all.add(new Series(labels(result.get("metric")), values));
      }
    }
    return all;
  }

  private static void add(JsonNode sample, Map<Instant, Double> values) {
    String value = sample.get(1).asText();
    if (!value.endsWith("Inf") && !value.equals("NaN")) {
      values.put(
          Instant.ofEpochMilli(Math.round(1000 * sample.get(0).asDouble())),
          Double.parseDouble(value));
    }
  }

  private static Map<String, String> labels(JsonNode metric) {
    Map<String, String> labels = new TreeMap<>();
    metric.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  private static String encoded(String expression) {
    return URLEncoder.encode(expression, StandardCharsets.UTF_8);
  }
}
