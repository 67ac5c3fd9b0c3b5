package dev.millrace.standalone.observability;

import java.nio.file.Path;

/** The files of {@code deploy/observability}, and what they point at. */
final class ObservabilityFiles {

  static final Path RULES = Path.of("..", "observability", "prometheus");
  static final Path RUNBOOKS = Path.of("..", "..", "docs", "runbooks.md");

  private static final Path DASHBOARD = Path.of("..", "observability", "grafana", "millrace.json");

  private ObservabilityFiles() {}

  static GrafanaDashboard dashboard() {
    return GrafanaDashboard.read(DASHBOARD);
  }

  static AlertRules alerts() {
    return AlertRules.read(RULES.resolve("alerts.yaml"));
  }
}
