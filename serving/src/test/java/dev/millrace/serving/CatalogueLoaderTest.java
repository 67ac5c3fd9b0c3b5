package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.ItemTransitions;
import dev.millrace.contract.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class CatalogueLoaderTest {

  private static final TopicPartition ITEMS = new TopicPartition("items", ServingTestKit.PARTITION);

  private static final TopicPartition TRANSITIONS =
      new TopicPartition("item-transitions", ServingTestKit.PARTITION);

  private final ServingTestKit kit = new ServingTestKit();
  private final Knowledge knowledge = new Knowledge(kit.topics, ScoringSettings.defaults());
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Patience patience = new Patience(() -> false);
  private final CatalogueLoader loader =
      new CatalogueLoader(
          consumer,
          knowledge,
          new TransactionalOutput(
              () -> producer, cause -> new ServingFencedException("one", cause), patience),
          patience);

  @Test
  void shouldBeBehindWhenTheEndsOfTheStartAreNotReached() {
    given(Map.of(ITEMS, 2L));
    loader.start();
    assertThat(loader.behind()).containsExactly("item-popularity", "item-transitions", "items");

    loader.poll(Duration.ZERO);
    assertThat(loader.behind()).containsExactly("items");

    consumer.addRecord(item(0, "a"));
    consumer.addRecord(item(1, "b"));
    loader.poll(Duration.ZERO);
    assertThat(loader.behind()).isEmpty();
    assertThat(knowledge.catalogue().size()).isEqualTo(2);
  }

  @Test
  void shouldPutBadRecordAsideWithItsOffsetAndGoOn() {
    given(Map.of(ITEMS, 2L));
    loader.start();
    consumer.addRecord(bytes(0, ServingTestKit.POISON));
    consumer.addRecord(item(1, "b"));

    assertThat(loader.poll(Duration.ZERO).putAside()).isEqualTo(1);

    assertThat(producer.history())
        .extracting(letter -> letter.topic())
        .containsExactly("items.dlq");
    assertThat(producer.consumerGroupOffsetsHistory().get(0))
        .isEqualTo(
            Map.of(consumer.groupMetadata().groupId(), Map.of(ITEMS, new OffsetAndMetadata(1))));
    assertThat(knowledge.catalogue().size()).isEqualTo(1);
  }

  @Test
  void shouldNotPutBadRecordAsideWhenItHasBeenDoneBefore() {
    given(Map.of(ITEMS, 1L));
    loader.start();
    consumer.commitSync(Map.of(ITEMS, new OffsetAndMetadata(1)));
    consumer.addRecord(bytes(0, ServingTestKit.POISON));

    loader.poll(Duration.ZERO);

    assertThat(producer.history()).isEmpty();
    assertThat(loader.behind()).isEmpty();
  }

  @Test
  void shouldTellWhenTransitionsArrivedOnceItIsCaughtUp() {
    given(Map.of(TRANSITIONS, 1L));
    loader.start();
    consumer.addRecord(transitions(0, 1_000));
    assertThat(loader.poll(Duration.ZERO).transitions()).isEmpty();

    consumer.addRecord(transitions(1, 2_000));
    consumer.addRecord(item(0, "a"));

    assertThat(loader.poll(Duration.ZERO).transitions()).containsExactly(2_000L);
  }

  private ConsumerRecord<byte[], byte[]> transitions(long offset, long arrivedAt) {
    Topic<String, ItemTransitions> topic = kit.topics.itemTransitions();
    byte[] key = topic.keys().serializer().serialize(topic.name(), "a");
    byte[] value =
        topic
            .values()
            .serializer()
            .serialize(topic.name(), ServingTestKit.transitions("a", "b", "c"));
    return new ConsumerRecord<>(
        topic.name(),
        ServingTestKit.PARTITION,
        offset,
        arrivedAt,
        TimestampType.CREATE_TIME,
        key.length,
        value.length,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private void given(Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> all = new HashMap<>();
    List.<Topic<String, ?>>of(
            kit.topics.items(), kit.topics.itemTransitions(), kit.topics.itemPopularity())
        .forEach(topic -> all.put(partition(topic.name()), 0L));
    consumer.updateBeginningOffsets(all);
    all.putAll(ends);
    consumer.updateEndOffsets(all);
  }

  private TopicPartition partition(String topic) {
    Node[] none = {};
    consumer.updatePartitions(
        topic,
        List.of(new PartitionInfo(topic, ServingTestKit.PARTITION, Node.noNode(), none, none)));
    return new TopicPartition(topic, ServingTestKit.PARTITION);
  }

  private ConsumerRecord<byte[], byte[]> item(long offset, String id) {
    return bytes(
        offset,
        kit.topics.items().values().serializer().serialize("items", ServingTestKit.item(id, "x")),
        id);
  }

  private ConsumerRecord<byte[], byte[]> bytes(long offset, byte[] value) {
    return bytes(offset, value, "bad");
  }

  private ConsumerRecord<byte[], byte[]> bytes(long offset, byte[] value, String key) {
    return new ConsumerRecord<>(
        "items",
        ServingTestKit.PARTITION,
        offset,
        kit.topics.items().keys().serializer().serialize("items", key),
        value);
  }
}
