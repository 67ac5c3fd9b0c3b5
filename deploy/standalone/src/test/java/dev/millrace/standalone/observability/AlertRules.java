package dev.millrace.standalone.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** The file of alert rules. */
record AlertRules(List<Rule> rules) {

  /**
   * One alert; what the file does not say is empty.
   *
   * @param holdsFor for how long it must hold, as Prometheus writes times
   * @param runbook where what to do is written
   */
  record Rule(
      String name,
      Expression expression,
      String holdsFor,
      String severity,
      String summary,
      String runbook) {

    private static Rule of(JsonNode rule) {
      return new Rule(
          rule.path("alert").asText(),
          Expression.parse(rule.path("expr").asText()),
          rule.path("for").asText(),
          rule.at("/labels/severity").asText(),
          rule.at("/annotations/summary").asText(),
          rule.at("/annotations/runbook_url").asText());
    }
  }

  static AlertRules read(Path file) {
    try {
      JsonNode groups = new YAMLMapper().readTree(file.toFile()).get("groups");
      return new AlertRules(
          StreamSupport.stream(groups.spliterator(), false)
              .flatMap(group -> StreamSupport.stream(group.get("rules").spliterator(), false))
              .map(Rule::of)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
