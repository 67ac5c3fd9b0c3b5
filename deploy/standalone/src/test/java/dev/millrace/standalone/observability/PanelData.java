package dev.millrace.standalone.observability;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.standalone.observability.Prometheus.Series;
import dev.millrace.standalone.observability.Prometheus.Span;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A panel with what Prometheus answers to its queries.
 *
 * @param panel as the dashboard describes it
 * @param lines in the order of the queries
 * @param silent expressions that were answered by nothing
 */
record PanelData(JsonNode panel, List<Line> lines, List<String> silent) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

  /** What Grafana chooses for samples that are 15 s apart. */
  private static final String RATE_INTERVAL = "1m";

  /**
   * A series under the name that the legend gives it.
   *
   * @param name may be blank, where there is but one
   */
  record Line(String name, Map<String, String> labels, NavigableMap<Instant, Double> values) {

    double last() {
      return values.lastEntry().getValue();
    }
  }

  static PanelData ask(Prometheus prometheus, JsonNode panel, Span span)
      throws IOException, InterruptedException {
    List<Line> lines = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (JsonNode target : panel.path("targets")) {
      String expression = expression(target);
      List<Series> answer =
          target.path("instant").asBoolean()
              ? prometheus.at(span.end(), expression)
              : prometheus.range(expression, span);
      answer.forEach(it -> lines.add(new Line(name(target, it), it.labels(), it.values())));
      if (answer.isEmpty()) {
        silent.add(expression);
      }
    }
    return new PanelData(panel, List.copyOf(lines), List.copyOf(silent));
  }

  String title() {
    return panel.get("title").asText();
  }

  String type() {
    return panel.get("type").asText();
  }

  String unit() {
    return panel.at("/fieldConfig/defaults/unit").asText();
  }

  boolean isStacked() {
    return panel.at("/fieldConfig/defaults/custom/stacking/mode").asText().equals("normal");
  }

  boolean isLogarithmic() {
    return panel.at("/fieldConfig/defaults/custom/scaleDistribution/type").asText().equals("log");
  }

  /** The colour of the highest threshold that a value reaches. */
  String color(double value) {
    String color = "";
    for (JsonNode step : panel.at("/fieldConfig/defaults/thresholds/steps")) {
      if (step.path("value").isNull() || value >= step.path("value").asDouble()) {
        color = step.get("color").asText();
      }
    }
    return color;
  }

  /** The query as Grafana sends it when everything is chosen. */
  private static String expression(JsonNode target) {
    return target
        .get("expr")
        .asText()
        .replace("$__rate_interval", RATE_INTERVAL)
        .replace("$application", ".*")
        .replace("$instance", ".*");
  }

  private static String name(JsonNode target, Series series) {
    return PLACEHOLDER
        .matcher(target.get("legendFormat").asText())
        .replaceAll(
            label -> Matcher.quoteReplacement(series.labels().getOrDefault(label.group(1), "")));
  }
}
