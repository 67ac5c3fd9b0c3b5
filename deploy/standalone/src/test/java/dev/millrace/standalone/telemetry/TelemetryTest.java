package dev.millrace.standalone.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.millrace.contract.trace.OpenSpan;
import dev.millrace.contract.trace.SpanDescription;
import dev.millrace.contract.trace.SpanDescription.Kind;
import dev.millrace.contract.trace.Tracing;
import dev.millrace.standalone.testsupport.Collector;
import dev.millrace.standalone.testsupport.Collector.Received;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryTest {

  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACE = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";
  private static final SpanSource SOURCE = new SpanSource("shop-streams", "1", "here");

  @Test
  void shouldSendSpansWithTheIdsThatHeadersName() {
    try (Collector collector = Collector.start()) {
      String header;
      try (Telemetry telemetry = to(collector.endpoint())) {
        header = work(telemetry.tracing(), "0@1").traceparent();
      }

      Received received = collector.spans().get(0);
      assertThat(collector.spans()).hasSize(1);
      assertThat(received.service()).isEqualTo("shop-streams");
      assertThat(received.traceId()).isEqualTo(TRACE_ID);
      assertThat(received.parentId()).isEqualTo("00f067aa0ba902b7");
      assertThat(header).isEqualTo("00-" + TRACE_ID + "-" + received.spanId() + "-01");
      assertThat(received.span().getName()).isEqualTo("work");
      assertThat(received.span().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_PRODUCER);
      assertThat(received.attributes()).containsOnly(entry("some", "text"), entry("count", "3"));
      assertThat(received.headers().getFirst("Authorization")).isEqualTo("Bearer s3cret");
      assertThat(received.span().getStartTimeUnixNano())
          .isPositive()
          .isLessThanOrEqualTo(received.span().getEndTimeUnixNano());
    }
  }

  @Test
  void shouldSendTheReasonOfAFailure() {
    try (Collector collector = Collector.start()) {
      try (Telemetry telemetry = to(collector.endpoint())) {
        begin(telemetry.tracing(), "0@1").fail(new IllegalStateException("no room"));
      }

      Span span = collector.spans().get(0).span();
      assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
      assertThat(span.getStatus().getMessage()).isEqualTo("no room");
    }
  }

  @Test
  void shouldCountWhatTheCollectorRefuses() {
    try (Collector collector = Collector.answering(401)) {
      Tracing tracing;
      try (Telemetry telemetry = to(collector.endpoint())) {
        tracing = telemetry.tracing();
        work(tracing, "0@1");
        work(tracing, "0@2");
      }

      assertThat(tracing.dropped()).isEqualTo(2);
    }
  }

  @Test
  void shouldLoseAndCountWhatDoesNotFitWhenNoCollectorIsThere() {
    try (Telemetry telemetry = to("http://127.0.0.1:1")) {
      Tracing tracing = telemetry.tracing();
      for (int offset = 0; offset < 10_000; offset++) {
        work(tracing, "0@" + offset);
      }

      assertThat(tracing.dropped()).isGreaterThanOrEqualTo(10_000 - 4_096);
    }
  }

  @Test
  void shouldOpenNoThreadWhenNoEndpointIsSet() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (Telemetry telemetry = Telemetry.open(TelemetrySettings.defaults(), SOURCE)) {
      assertThat(work(telemetry.tracing(), "0@1").traceparent()).isEqualTo(TRACE);

      assertThat(newThreads(before)).isEmpty();
    }
  }

  @Test
  void shouldOpenAThreadThatDoesNotKeepTheProcessWhenAnEndpointIsSet() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (Telemetry telemetry = to("http://127.0.0.1:1")) {
      assertThat(telemetry.tracing().dropped()).isZero();
      assertThat(newThreads(before)).isNotEmpty().allMatch(Thread::isDaemon);
    }
  }

  @Test
  void shouldSayWhichFileHoldsNoCertificate(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("ca.pem"), "no certificate");

    for (Path unusable : List.of(file, folder.resolve("none.pem"))) {
      OtlpSettings settings =
          new OtlpSettings("https://collector:4318", Map.of(), Optional.of(unusable));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Telemetry.open(new TelemetrySettings(settings), SOURCE).close())
          .withMessageContaining("telemetry.otlp.ca-certificate: " + unusable);
    }
  }

  private static Set<Thread> newThreads(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .filter(thread -> thread.getName().contains("BatchSpanProcessor"))
        .collect(Collectors.toSet());
  }

  private static Telemetry to(String endpoint) {
    OtlpSettings settings =
        new OtlpSettings(endpoint, Map.of("Authorization", "Bearer s3cret"), Optional.empty());
    return Telemetry.open(new TelemetrySettings(settings), SOURCE);
  }

  private static OpenSpan work(Tracing tracing, String identity) {
    OpenSpan span = begin(tracing, identity);
    span.note("count", 3);
    span.end();
    return span;
  }

  private static OpenSpan begin(Tracing tracing, String identity) {
    return tracing.begin(
        tracing.received(new RecordHeaders().add("traceparent", TRACE.getBytes(UTF_8))),
        () -> new SpanDescription("work", Kind.PRODUCER, identity, Map.of("some", "text")));
  }
}
