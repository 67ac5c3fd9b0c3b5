package dev.millrace.serving;

import static dev.millrace.serving.ServingTestKit.NOW;
import static dev.millrace.serving.ServingTestKit.PARTITION;
import static dev.millrace.serving.ServingTestKit.TRACE;
import static dev.millrace.serving.ServingTestKit.poll;
import static dev.millrace.serving.ServingTestKit.request;
import static dev.millrace.serving.ServingTestKit.sequence;
import static dev.millrace.serving.ServingTestKit.traceOf;
import static dev.millrace.serving.ServingTestKit.traced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.avro.Recommendation;
import dev.millrace.contract.trace.FinishedSpan;
import dev.millrace.contract.trace.ReceivedTrace;
import dev.millrace.contract.trace.SpanDescription.Kind;
import dev.millrace.contract.trace.Tracing;
import dev.millrace.model.collaborative.ItemIds;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListSpansTest {

  private final List<FinishedSpan> spans = new ArrayList<>();
  private final ServingTestKit kit =
      new ServingTestKit(Tracing.to(spans::add, ServingTestKit.CLOCK));
  private final BatchProcessor processor = kit.processor(ListSettings.defaults());

  @Test
  void shouldPutTheSpanOfAListBetweenItsSequenceAndItsReaders() {
    Batch batch =
        process(
            traced(kit.record(kit.topics.userSequences(), "u", sequence("u", 7, "a"))),
            kit.record(kit.topics.userSequences(), "v", sequence("v", 1, "a")));
    batch.endSpans();

    FinishedSpan span = spans.get(0);
    assertThat(spans).hasSize(1);
    assertThat(span.parent().traceparent()).isEqualTo(TRACE);
    assertThat(span.parent().receivedAt()).isEqualTo(NOW * 1_000_000);
    assertThat(span.description().name()).isEqualTo("instant list");
    assertThat(span.description().kind()).isEqualTo(Kind.PRODUCER);
    assertThat(span.description().attributes())
        .contains(
            entry("messaging.destination.name", "recommendations"),
            entry("messaging.destination.partition.id", Integer.toString(PARTITION)),
            entry("millrace.list.model", "transitions"),
            entry("millrace.list.source", "popularity+transitions"),
            entry("millrace.sequence.version", 7L))
        .doesNotContainKey("millrace.checkpoint.id");
    assertThat(span.notes()).containsExactly(entry("millrace.batch.size", 2L));
    assertThat(batch.output())
        .extracting(ServingTestKit::traceOf)
        .containsExactlyInAnyOrder(continuedBy(span), null);
  }

  @Test
  void shouldSendNoSpanBeforeTheListIsCommitted() {
    process(traced(kit.record(kit.topics.userSequences(), "u", sequence("u", 1, "a"))));

    assertThat(spans).isEmpty();
  }

  @Test
  void shouldGiveTheSameHeaderWhenATransactionIsDoneAgain() {
    ConsumerRecord<byte[], byte[]> record =
        traced(kit.record(kit.topics.userSequences(), "u", sequence("u", 1, "a")));

    assertThat(traceOf(process(record).output().get(0)))
        .isEqualTo(traceOf(process(record).output().get(0)));
  }

  @Test
  void shouldPutAnAnswerIntoTheTraceOfItsRequest() {
    Batch batch =
        process(
            traced(kit.record(kit.topics.recommendationRequests(), "u", request("u", "r1", 2))));
    batch.endSpans();

    assertThat(spans).hasSize(1);
    assertThat(batch.output())
        .extracting(ServingTestKit::traceOf)
        .containsExactly(continuedBy(spans.get(0)));
  }

  @Test
  void shouldTellTheCheckpointOfARefinedListAndTellListsOfTwoCheckpointsApart() {
    refined("one");
    refined("two");

    assertThat(spans)
        .extracting(
            span -> span.description().name(),
            span -> span.description().attributes().get("millrace.checkpoint.id"))
        .containsExactly(tuple("refined list", "one"), tuple("refined list", "two"));
    assertThat(spans).extracting(FinishedSpan::spanId).doesNotHaveDuplicates();
  }

  @Test
  void shouldNameNoUser() {
    process(
            traced(
                kit.record(kit.topics.userSequences(), "somebody", sequence("somebody", 1, "a"))))
        .endSpans();

    assertThat(spans.toString()).isNotEqualTo("[]").doesNotContain("somebody");
  }

  private void refined(@Nullable String checkpoint) {
    ListWriter writer = kit.lists(ListSettings.defaults()).writer();
    ListCause cause = new ListCause("user-sequences", 4, null, new ReceivedTrace(TRACE, NOW));
    MadeList made =
        new MadeList(new MadeBy("fusion", checkpoint), ItemIds.empty(), List.of(), List.of());
    Recommendation list =
        writer.recommendation(new UserKey(PARTITION, "u"), HeldSequence.none(), made, cause);
    writer.written(Lane.REFINED, list, cause).span().end();
  }

  private static String continuedBy(FinishedSpan span) {
    return TRACE.replace(span.parent().spanId(), span.spanId());
  }

  @SafeVarargs
  private final Batch process(ConsumerRecord<byte[], byte[]>... records) {
    return processor.process(poll(records), kit.users);
  }
}
