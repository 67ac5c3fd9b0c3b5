package dev.millrace.trainer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.TrainingExample;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.contract.record.RecordReader;
import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.trainer.settings.MicroBatchSettings;
import dev.millrace.trainer.source.MicroBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KafkaExampleSourceTest {

  private static final long ARRIVED_AT = 1_700_000_000_000L;
  private static final Duration LONG = Duration.ofHours(1);

  private final Topic<String, TrainingExample> topic =
      Topics.of(
              TopicNames.defaults(),
              new AvroSerdes(new InMemorySchemaRegistry(), AvroSerdeSettings.defaults()))
          .trainingExamples();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  @Test
  void shouldCutBySizeWhenThereIsEnough() {
    examples(0, 5);
    examples(1, 5);
    try (KafkaExampleSource source = open(4, LONG, null)) {
      assertThat(targets(source.poll(Duration.ZERO))).containsExactly("0-0", "0-1", "1-0", "1-1");
      assertThat(targets(source.poll(Duration.ZERO))).containsExactly("0-2", "0-3", "1-2", "1-3");
      assertThat(source.lag()).isEqualTo(2);
    }
  }

  @Test
  void shouldNotCutASmallOneBeforeItsTimeIsOver() {
    examples(0, 3);
    try (KafkaExampleSource source = open(4, LONG, null)) {
      assertThat(source.poll(Duration.ZERO)).isEmpty();
      assertThat(source.isExhausted()).isFalse();
    }
  }

  @Test
  void shouldCutByTimeWhenAllHasBeenRead() {
    examples(0, 3);
    try (KafkaExampleSource source = open(4, Duration.ZERO, null)) {
      assertThat(targets(source.poll(Duration.ZERO))).containsExactly("0-0", "0-1", "0-2");
    }
  }

  @Test
  void shouldWaitWhateverTheTimeForAPartitionThatHasMore() {
    examples(0, 3);
    consumer.updateEndOffsets(Map.of(partition(0), 3L, partition(1), 9L));
    try (KafkaExampleSource source = source(8, Duration.ZERO, null)) {
      assertThat(source.poll(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void shouldStopWhereItIsToldTo() {
    examples(0, 5);
    examples(1, 5);
    try (KafkaExampleSource source = open(4, LONG, Map.of(0, 3L, 1, 2L))) {
      source.poll(Duration.ZERO);
      assertThat(targets(source.poll(Duration.ZERO))).containsExactly("0-2");
      assertThat(source.isExhausted()).isTrue();
    }
  }

  @Test
  void shouldPutWhatIsNoExampleAsideAndCountIt() {
    examples(0, 1);
    add(0, new byte[] {1, 2, 3});
    try (KafkaExampleSource source = open(2, LONG, null)) {
      MicroBatch batch = source.poll(Duration.ZERO).orElseThrow();

      assertThat(batch.examples()).hasSize(1);
      assertThat(batch.rejected()).hasSize(1);
      assertThat(batch.arrivals()).isEqualTo(Map.of("e", ARRIVED_AT));
      assertThat(batch.next().offsets())
          .isEqualTo(Map.of(topic.name(), new TreeMap<>(Map.of(0, 2L, 1, 0L))));
    }
  }

  private KafkaExampleSource open(int examples, Duration wait, @Nullable Map<Integer, Long> limit) {
    consumer.updateEndOffsets(Map.of(partition(0), count(0), partition(1), count(1)));
    return source(examples, wait, limit);
  }

  private KafkaExampleSource source(
      int examples, Duration wait, @Nullable Map<Integer, Long> limit) {
    consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
    return new KafkaExampleSource(
        consumer,
        new RecordReader<>(topic, TrainingExample::getUserId),
        new MicroBatchSettings(examples, wait),
        new SourceRange(new TreeMap<>(Map.of(0, 0L, 1, 0L)), limit));
  }

  private void examples(int partition, int count) {
    for (int number = 0; number < count; number++) {
      TrainingExample example =
          new TrainingExample(
              "e", "u" + partition, List.of("a"), partition + "-" + number, (long) number);
      add(partition, topic.values().serializer().serialize(topic.name(), example));
    }
  }

  private void add(int partition, byte[] value) {
    byte[] key = topic.keys().serializer().serialize(topic.name(), "u" + partition);
    records.add(
        new ConsumerRecord<>(
            topic.name(),
            partition,
            count(partition),
            ARRIVED_AT + count(partition),
            TimestampType.CREATE_TIME,
            key.length,
            value.length,
            key,
            value,
            new RecordHeaders(),
            Optional.empty()));
  }

  private long count(int partition) {
    return records.stream().filter(record -> record.partition() == partition).count();
  }

  private TopicPartition partition(int number) {
    return new TopicPartition(topic.name(), number);
  }

  private static List<String> targets(Optional<MicroBatch> batch) {
    return batch.orElseThrow().examples().stream().map(TrainingExample::getTarget).toList();
  }
}
