package dev.millrace.streams.sequence;

import static dev.millrace.streams.TopologyFixture.NOW;
import static dev.millrace.streams.TopologyFixture.click;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.UserDeletion;
import dev.millrace.contract.trace.FinishedSpan;
import dev.millrace.contract.trace.SpanDescription.Kind;
import dev.millrace.contract.trace.Tracing;
import dev.millrace.streams.StreamsSettings;
import dev.millrace.streams.TopologyFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked // JUnit fills the fields.
class SequencesSpansTest {

  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACE = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

  @TempDir private Path directory;

  private final List<FinishedSpan> spans = new ArrayList<>();
  private TopologyFixture fixture;

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void shouldPutTheSpanOfAnInteractionBetweenItsSenderAndWhatIsMadeOfIt() {
    start(UnaryOperator.identity());
    send("u1", click("e1", "a", 1), null);
    send("u1", click("e2", "b", 2), TRACE);

    FinishedSpan span = spans.get(0);
    assertThat(spans).hasSize(1);
    assertThat(span.parent().traceparent()).isEqualTo(TRACE);
    assertThat(span.description().name()).isEqualTo("process interactions");
    assertThat(span.description().kind()).isEqualTo(Kind.CONSUMER);
    assertThat(span.description().attributes())
        .contains(
            entry("messaging.system", "kafka"),
            entry("messaging.consumer.group.name", "millrace-sequences"),
            entry("messaging.destination.name", "interactions"),
            entry("messaging.destination.partition.id", "0"),
            entry("messaging.kafka.offset", 1L));
    assertThat(span.notes()).containsExactly(entry("millrace.outcome", "accepted"));
    assertThat(headers(fixture.output(fixture.topics().userSequences()).readRecordsToList()))
        .containsExactly(null, headerOf(span));
    assertThat(headers(fixture.output(fixture.topics().acceptedInteractions()).readRecordsToList()))
        .containsExactly(null, headerOf(span));
    assertThat(headers(fixture.output(fixture.topics().trainingExamples()).readRecordsToList()))
        .containsExactly(headerOf(span));
  }

  @Test
  void shouldTellTheReasonOfARejectedInteractionAndLeaveItsLetterAsItWas() {
    start(UnaryOperator.identity());
    send("u1", click(" ", "a", 1), TRACE);
    fixture
        .rawInput("interactions")
        .pipeInput(
            new TestRecord<>("u1".getBytes(UTF_8), "no Avro".getBytes(UTF_8), headers(TRACE)));

    assertThat(spans)
        .extracting(FinishedSpan::failure)
        .first()
        .isEqualTo("eventId is blank; every interaction needs one");
    assertThat(spans)
        .allSatisfy(span -> assertThat(span.failure()).isNotBlank())
        .extracting(span -> span.description().attributes().get("messaging.kafka.offset"))
        .containsExactly(0L, 1L);
    assertThat(headers(fixture.rawOutput("interactions.dlq").readRecordsToList()))
        .containsOnly(TRACE);
  }

  @Test
  void shouldTellThatAnInteractionWasThereBefore() {
    start(UnaryOperator.identity());
    send("u1", click("e1", "a", 1), null);
    send("u1", click("e1", "a", 1), TRACE);

    assertThat(spans.get(0).notes()).containsExactly(entry("millrace.outcome", "duplicate"));
  }

  @Test
  void shouldNameTheTopicThatPeopleKnowWhenRekeyed() {
    start(settings -> settings.withSequences(SequenceSettings.DEFAULTS.withRekey(true)));
    send("session", click("e1", "a", 1), null);
    send("session", click("e2", "b", 2), TRACE);

    assertThat(spans.get(0).description().attributes())
        .contains(
            entry("messaging.destination.name", "interactions"),
            entry("messaging.kafka.offset", 1L));
  }

  @Test
  void shouldHaveASpanOfADeletion() {
    start(UnaryOperator.identity());
    fixture
        .input(fixture.topics().userDeletions())
        .pipeInput(new TestRecord<>("u1", new UserDeletion("u1", NOW), headers(TRACE), NOW));

    assertThat(spans.get(0).description().name()).isEqualTo("process user-deletions");
    assertThat(headers(fixture.output(fixture.topics().userSequences()).readRecordsToList()))
        .containsExactly(headerOf(spans.get(0)));
  }

  @Test
  void shouldNameNoUser() {
    start(UnaryOperator.identity());
    send("u1", click("e1", "a", 1), TRACE);

    assertThat(spans.get(0).toString()).doesNotContain("u1");
  }

  private void start(UnaryOperator<StreamsSettings> change) {
    Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
    fixture = TopologyFixture.traced(directory, change, Tracing.to(spans::add, clock));
  }

  private void send(String key, Interaction interaction, String traceparent) {
    fixture
        .input(fixture.topics().interactions())
        .pipeInput(new TestRecord<>(key, interaction, headers(traceparent), NOW));
  }

  private static Headers headers(String traceparent) {
    Headers headers = new RecordHeaders();
    return traceparent == null ? headers : headers.add("traceparent", traceparent.getBytes(UTF_8));
  }

  private static String headerOf(FinishedSpan span) {
    return "00-" + TRACE_ID + "-" + span.spanId() + "-01";
  }

  private static List<String> headers(List<? extends TestRecord<?, ?>> records) {
    List<String> values = new ArrayList<>();
    for (TestRecord<?, ?> record : records) {
      var header = record.headers().lastHeader("traceparent");
      values.add(header == null ? null : new String(header.value(), UTF_8));
    }
    return values;
  }
}
