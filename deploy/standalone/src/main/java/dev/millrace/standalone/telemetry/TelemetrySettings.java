package dev.millrace.standalone.telemetry;

/**
 * What is told to others than Prometheus.
 *
 * @param otlp where spans are sent
 */
public record TelemetrySettings(OtlpSettings otlp) {

  /** Nothing is sent. */
  public static TelemetrySettings defaults() {
    return new TelemetrySettings(OtlpSettings.off());
  }
}
