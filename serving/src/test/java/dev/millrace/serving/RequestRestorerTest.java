package dev.millrace.serving;

import static dev.millrace.serving.ServingTestKit.PARTITION;
import static dev.millrace.serving.ServingTestKit.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.trace.Tracing;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RequestRestorerTest {

  private static final TopicPartition REQUESTS =
      new TopicPartition("recommendation-requests", PARTITION);

  private final ServingTestKit kit = new ServingTestKit();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final RequestRestorer restorer =
      new RequestRestorer(
          new PartitionReader(consumer, new Patience(() -> false)),
          new RequestReader(kit.topics, ListSettings.defaults(), Tracing.off()));

  @Test
  void shouldReadAgainWhatTheCommittedOffsetSaysIsOpen() {
    given(
        record("r0", 2),
        record("r1", 2),
        record("r2", 2),
        kit.bytes(kit.topics.recommendationRequests(), "u", ServingTestKit.POISON),
        record("r4", 2),
        record("r5", 2));

    restore("to-refine 1 2 1");

    assertThat(kit.users.openRequests(PARTITION).byOffset().values())
        .extracting(open -> open.cause().correlationId())
        .containsExactly("r1", "r4");
    assertThat(kit.users.openRequests(PARTITION).metadata()).isEqualTo("to-refine 1 3");
  }

  @Test
  void shouldReadNothingWhenNothingIsOpen() {
    restore("");
    Map<TopicPartition, OffsetAndMetadata> never = new HashMap<>();
    never.put(REQUESTS, null);
    restorer.restore(never, kit.users);

    assertThat(kit.users.openRequests(PARTITION).size()).isZero();
    assertThat(consumer.assignment()).isEmpty();
  }

  private void restore(String metadata) {
    restorer.restore(Map.of(REQUESTS, new OffsetAndMetadata(6, metadata)), kit.users);
  }

  private ConsumerRecord<byte[], byte[]> record(String correlationId, int k) {
    return kit.record(kit.topics.recommendationRequests(), "u", request("u", correlationId, k));
  }

  @SafeVarargs
  private void given(ConsumerRecord<byte[], byte[]>... records) {
    consumer.updateBeginningOffsets(Map.of(REQUESTS, 0L));
    consumer.schedulePollTask(
        () -> {
          for (ConsumerRecord<byte[], byte[]> record : records) {
            consumer.addRecord(record);
          }
        });
  }
}
