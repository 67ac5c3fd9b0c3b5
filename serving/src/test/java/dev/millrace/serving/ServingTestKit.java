package dev.millrace.serving;

import dev.millrace.avro.Item;
import dev.millrace.avro.ItemPopularity;
import dev.millrace.avro.ItemTransitions;
import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendationRequest;
import dev.millrace.avro.RecommendedItem;
import dev.millrace.avro.SequenceEntry;
import dev.millrace.avro.Successor;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.contract.trace.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The production parts with a small catalogue, a fixed clock and a registry in memory. */
final class ServingTestKit {

  static final long NOW = 1_700_000_000_000L;
  static final int PARTITION = 3;
  static final byte[] POISON = "not Avro".getBytes(StandardCharsets.UTF_8);
  static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);

  final Topics topics =
      Topics.of(
          TopicNames.defaults(),
          new AvroSerdes(new InMemorySchemaRegistry(), AvroSerdeSettings.defaults()));
  final Knowledge knowledge = new Knowledge(topics, ScoringSettings.defaults());
  final HeldUsers users = new HeldUsers();
  private final Tracing tracing;
  private final Map<String, Long> offsets = new HashMap<>();

  /** Items a, b, c (category x) and p, q (category y); b and c follow a; q before p is popular. */
  ServingTestKit() {
    this(Tracing.off());
  }

  /** The same, with spans. */
  ServingTestKit(Tracing tracing) {
    this.tracing = tracing;
    Stream.of("a", "b", "c").forEach(id -> know(item(id, "x")));
    Stream.of("p", "q").forEach(id -> know(item(id, "y")));
    know(topics.itemTransitions(), "a", transitions("a", "b", "c"));
    know(topics.itemPopularity(), "p", new ItemPopularity("p", 5.0, NOW));
    know(topics.itemPopularity(), "q", new ItemPopularity("q", 7.0, NOW));
    users.open(PARTITION);
  }

  Lists lists(ListSettings settings) {
    return new Lists(
        new ListMaker(knowledge, settings, ScoringSettings.defaults()),
        new ListWriter(topics.recommendations(), CLOCK, tracing),
        new ServingMetrics(CLOCK));
  }

  BatchProcessor processor(ListSettings settings) {
    return new BatchProcessor(topics, settings, knowledge.model().items(), lists(settings));
  }

  static Item item(String id, String category) {
    return new Item(id, "Title of " + id, List.of(category), true);
  }

  static ItemTransitions transitions(String from, String... successors) {
    List<Successor> heaviestFirst =
        Stream.iterate(0, i -> i < successors.length, i -> i + 1)
            .map(i -> new Successor(successors[i], 10.0 - i))
            .toList();
    return new ItemTransitions(from, heaviestFirst, 20.0, NOW);
  }

  static UserSequence sequence(String user, long version, String... items) {
    List<SequenceEntry> entries =
        Stream.of(items).map(item -> new SequenceEntry(item, "click", null, NOW, true)).toList();
    return new UserSequence(user, entries, List.of(), version, NOW - 100);
  }

  static RecommendationRequest request(String user, String correlationId, int k) {
    return new RecommendationRequest(correlationId, user, k, null, List.of(), List.of());
  }

  void know(Item item) {
    know(topics.items(), item.getItemId(), item);
  }

  <V> void know(Topic<String, V> topic, String key, @Nullable V value) {
    knowledge.apply(record(topic, key, value));
  }

  /** The next record of a topic. */
  <V> ConsumerRecord<byte[], byte[]> record(
      Topic<String, V> topic, @Nullable String key, @Nullable V value) {
    return bytes(topic, key, topic.values().serializer().serialize(topic.name(), value));
  }

  /** The next record of a topic, whatever its value holds. */
  ConsumerRecord<byte[], byte[]> bytes(
      Topic<String, ?> topic, @Nullable String key, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        topic.name(),
        PARTITION,
        offsets.merge(topic.name(), 1L, Long::sum) - 1,
        topic.keys().serializer().serialize(topic.name(), key),
        value);
  }

  /** A trace, as interactions bring it with them. */
  static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  /** The record, which belongs to {@link #TRACE}. */
  static ConsumerRecord<byte[], byte[]> traced(ConsumerRecord<byte[], byte[]> record) {
    record.headers().add("traceparent", TRACE.getBytes(StandardCharsets.UTF_8));
    return record;
  }

  /** The trace of what is written; null when it belongs to none. */
  static @Nullable String traceOf(ProducerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader("traceparent");
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  @SafeVarargs
  static ConsumerRecords<byte[], byte[]> poll(ConsumerRecord<byte[], byte[]>... records) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byPartition = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      byPartition
          .computeIfAbsent(
              new TopicPartition(record.topic(), record.partition()), any -> new ArrayList<>())
          .add(record);
    }
    return new ConsumerRecords<>(byPartition, Map.of());
  }

  /** What a batch writes to the recommendations, null where it writes a tombstone. */
  List<@Nullable Recommendation> recommendations(Batch batch) {
    List<@Nullable Recommendation> lists = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : batch.output()) {
      if (record.topic().equals(topics.recommendations().name())) {
        lists.add(decode(record));
      }
    }
    return lists;
  }

  @Nullable Recommendation decode(ProducerRecord<byte[], byte[]> record) {
    return topics
        .recommendations()
        .values()
        .deserializer()
        .deserialize(record.topic(), new RecordHeaders(), record.value());
  }

  static List<String> itemsOf(Recommendation list) {
    return list.getItems().stream().map(RecommendedItem::getItemId).toList();
  }
}
