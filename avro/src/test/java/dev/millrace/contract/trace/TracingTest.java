package dev.millrace.contract.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.contract.trace.SpanDescription.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TracingTest {

  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String SAMPLED = "00-" + TRACE_ID + "-" + PARENT + "-01";
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000L, 123_456_789), ZoneOffset.UTC);

  private final List<FinishedSpan> spans = new ArrayList<>();
  private final Tracing tracing = Tracing.to(spans::add, CLOCK);

  @Test
  void shouldExportASpanBelowTheOneThatTheHeaderNames() {
    OpenSpan open = begin(SAMPLED, "0@7");
    open.note("more", 2);
    open.end();

    FinishedSpan span = spans.get(0);
    assertThat(span.parent().traceId()).isEqualTo(TRACE_ID);
    assertThat(span.parent().spanId()).isEqualTo(PARENT);
    assertThat(span.parent().receivedAt()).isEqualTo(1_700_000_000_123_456_789L);
    assertThat(span.endedAt()).isEqualTo(1_700_000_000_123_456_789L);
    assertThat(span.description().attributes()).isEqualTo(Map.of("some", "text"));
    assertThat(span.notes()).isEqualTo(Map.of("more", 2L));
    assertThat(span.failure()).isNull();
  }

  @Test
  void shouldNameTheSpanInTheHeaderAndLeaveTraceAndFlags() {
    OpenSpan open = begin(SAMPLED.replace("-01", "-03"), "0@7");
    open.end();

    assertThat(open.traceparent())
        .isEqualTo("00-" + TRACE_ID + "-" + spans.get(0).spanId() + "-03");
    assertThat(spans.get(0).spanId()).matches("[0-9a-f]{16}").isNotEqualTo(PARENT);
  }

  @Test
  void shouldGiveTheSameHeaderWhenTheSameWorkIsDoneAgain() {
    String first = begin(SAMPLED, "0@7").traceparent();

    assertThat(begin(SAMPLED, "0@7").traceparent()).isEqualTo(first);
    assertThat(begin(SAMPLED, "0@8").traceparent()).isNotEqualTo(first);
    assertThat(begin(SAMPLED.replace(PARENT, "00f067aa0ba902b8"), "0@7").traceparent())
        .isNotEqualTo(first);
  }

  @Test
  void shouldPassTheHeaderOnUnchangedWhenTheTraceCanHaveNoSpans() {
    assertThat(
            List.of(
                SAMPLED.replace("-01", "-00"),
                SAMPLED.replace("-01", "-02"),
                SAMPLED.replace("00-", "ff-"),
                SAMPLED.replace(PARENT, "0".repeat(16)),
                SAMPLED.replace(TRACE_ID, "0".repeat(32))))
        .allSatisfy(
            header -> {
              OpenSpan open = begin(header, "0@7");
              open.end();

              assertThat(open.traceparent()).isEqualTo(header);
            });
    assertThat(spans).isEmpty();
  }

  @Test
  void shouldPassTheHeaderOnUnchangedWhenSpansAreSentNowhere() {
    ReceivedTrace received = Tracing.off().received(headers(SAMPLED));
    OpenSpan open = Tracing.off().begin(received, () -> description("0@7"));
    open.end();

    assertThat(received).isEqualTo(new ReceivedTrace(SAMPLED, 0));
    assertThat(open.traceparent()).isEqualTo(SAMPLED);
  }

  @Test
  void shouldHaveNoHeaderWhenThereWasNone() {
    OpenSpan open = tracing.begin(tracing.received(new RecordHeaders()), () -> description("0@7"));
    open.end();

    assertThat(open.traceparent()).isNull();
    assertThat(spans).isEmpty();
  }

  @Test
  void shouldTellWhyTheWorkFailed() {
    begin(SAMPLED, "0@7").fail(new IllegalStateException("no room"));
    begin(SAMPLED, "0@8").fail(new IllegalStateException());

    assertThat(spans)
        .extracting(FinishedSpan::failure)
        .containsExactly("no room", "java.lang.IllegalStateException");
    assertThat(spans.get(0).notes())
        .isEqualTo(Map.of("error.type", "java.lang.IllegalStateException"));
  }

  @Test
  void shouldSendNothingOfWorkThatNeverEnds() {
    assertThat(begin(SAMPLED, "0@7").traceparent()).isNotEqualTo(SAMPLED);

    assertThat(spans).isEmpty();
  }

  @Test
  void shouldRefuseAttributesThatAreNeitherTextsNorWholeNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SpanDescription("work", Kind.CONSUMER, "", Map.of("some", 0.5)))
        .withMessageContaining("java.lang.Double");
  }

  private OpenSpan begin(String header, String identity) {
    return tracing.begin(tracing.received(headers(header)), () -> description(identity));
  }

  private static SpanDescription description(String identity) {
    return new SpanDescription("work", Kind.CONSUMER, identity, Map.of("some", "text"));
  }

  private static Headers headers(String traceparent) {
    return new RecordHeaders().add("traceparent", traceparent.getBytes(UTF_8));
  }
}
