package dev.millrace.standalone.telemetry;

/**
 * Who sends spans, in the words of OpenTelemetry's resources.
 *
 * @param service name of the application, for instance {@code millrace-streams}
 * @param version of it
 * @param instance tells it from others of its name
 */
public record SpanSource(String service, String version, String instance) {}
