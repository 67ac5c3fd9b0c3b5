package dev.millrace.standalone.telemetry;

import dev.millrace.contract.trace.Tracing;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The spans of a process, as they are configured; to be closed after what makes them. */
public final class Telemetry implements AutoCloseable {

  private final Optional<OtlpSpans> spans;

  private Telemetry(Optional<OtlpSpans> spans) {
    this.spans = spans;
  }

  /**
   * Makes ready what is configured; nothing, without a thread, where nothing is.
   *
   * @throws IllegalArgumentException if the certificate of the collector's authority cannot be used
   */
  public static Telemetry open(TelemetrySettings settings, SpanSource source) {
    return new Telemetry(
        settings.otlp().isOn()
            ? Optional.of(new OtlpSpans(exporter(settings.otlp()), resource(source)))
            : Optional.empty());
  }

  /** Makes the spans. */
  public Tracing tracing() {
    return spans.map(export -> Tracing.to(export, Clock.systemUTC())).orElseGet(Tracing::off);
  }

  private static SpanExporter exporter(OtlpSettings settings) {
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder().setEndpoint(settings.tracesUrl());
    settings.headers().forEach(builder::addHeader);
    settings.caCertificate().ifPresent(file -> trust(builder, file));
    return builder.build();
  }

  private static void trust(OtlpHttpSpanExporterBuilder builder, Path file) {
    try {
      builder.setTrustedCertificates(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw unusable(file, unreadable.toString(), unreadable);
    } catch (IllegalStateException | IllegalArgumentException noCertificate) {
      throw unusable(file, noCertificate.getMessage(), noCertificate);
    }
  }

  private static IllegalArgumentException unusable(
      Path file, @Nullable String reason, Exception cause) {
    return new IllegalArgumentException(
        "telemetry.otlp.ca-certificate: %s holds no certificate (PEM) that can be read: %s"
            .formatted(file, reason),
        cause);
  }

  private static Resource resource(SpanSource source) {
    return Resource.getDefault()
        .merge(
            Resource.create(
                Attributes.builder()
                    .put("service.name", source.service())
                    .put("service.version", source.version())
                    .put("service.instance.id", source.instance())
                    .build()));
  }

  @Override
  public void close() {
    spans.ifPresent(OtlpSpans::close);
  }
}
