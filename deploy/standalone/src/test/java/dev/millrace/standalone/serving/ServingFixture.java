package dev.millrace.standalone.serving;

import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.TopicPlans;
import dev.millrace.contract.TopicSettings;
import dev.millrace.contract.Topics;
import dev.millrace.contract.http.HttpAddress;
import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.contract.trace.TraceContext;
import dev.millrace.contract.trace.Tracing;
import dev.millrace.serving.ServingApplication;
import dev.millrace.serving.ServingSettings;
import dev.millrace.serving.language.CheckpointAccess;
import dev.millrace.standalone.topics.TopicAdministration;
import dev.millrace.streams.StreamsSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Topics of one test, and a way to write to them, to read all of them, and to serve them. */
final class ServingFixture implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String prefix;
  private final Map<String, String> kafka;
  private final TopicNames names;
  private final Topics topics;
  private final KafkaProducer<byte[], byte[]> producer;

  private ServingFixture(String bootstrapServers, SchemaRegistry registry, String prefix) {
    this.prefix = prefix;
    this.kafka = Map.of("bootstrap.servers", bootstrapServers);
    this.names = TopicNames.withPrefix(prefix);
    this.topics = Topics.of(names, new AvroSerdes(registry, AvroSerdeSettings.defaults()));
    this.producer =
        new KafkaProducer<>(
            new HashMap<>(kafka), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Topics that are created now. */
  static ServingFixture fresh(String bootstrapServers, SchemaRegistry registry, String prefix) {
    ServingFixture fixture = existing(bootstrapServers, registry, prefix);
    fixture.create();
    return fixture;
  }

  /** Topics that another fixture has created. */
  static ServingFixture existing(String bootstrapServers, SchemaRegistry registry, String prefix) {
    return new ServingFixture(bootstrapServers, registry, prefix);
  }

  private void create() {
    try (Admin admin = Admin.create(new HashMap<>(kafka))) {
      new TopicAdministration(admin)
          .create(TopicPlans.of(names, new TopicSettings(2, 2, Duration.ofDays(1))), 1);
    }
  }

  Topics topics() {
    return topics;
  }

  /** Settings of streams that read what this writes, and write what serving reads. */
  StreamsSettings streamsSettings(Path state) {
    return StreamsSettings.defaults(state, kafka).withPrefix(prefix + "millrace");
  }

  /** Settings of an instance; equal names make equal instances. */
  ServingSettings settings(String instanceId) {
    ServingSettings defaults = ServingSettings.defaults();
    return new ServingSettings(
        prefix + "millrace",
        instanceId,
        defaults.lists(),
        defaults.scoring(),
        defaults.languageModel(),
        defaults.loop(),
        new HttpAddress("127.0.0.1", 0),
        kafka);
  }

  /** An instance that is ready. */
  ServingApplication startServing(ServingSettings settings) {
    return ready(new ServingApplication(settings, topics));
  }

  /** An instance that is ready, and that uses the checkpoints that are announced. */
  ServingApplication startServing(ServingSettings settings, CheckpointAccess checkpoints) {
    return ready(new ServingApplication(settings, topics, checkpoints));
  }

  /** The same, with spans. */
  ServingApplication startServing(
      ServingSettings settings, CheckpointAccess checkpoints, Tracing tracing) {
    return ready(new ServingApplication(settings, topics, checkpoints, tracing));
  }

  private static ServingApplication ready(ServingApplication serving) {
    serving.start();
    await("serving is ready", () -> serving.ready() || serving.state().isOver());
    return serving;
  }

  <V> void write(Topic<String, V> topic, String key, @Nullable V value) {
    writeBytes(topic, key, topic.values().serializer().serialize(topic.name(), value));
  }

  /** Writes a record that belongs to a trace. */
  <V> void writeTraced(Topic<String, V> topic, V value, String key, String traceparent) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic.name(),
            topic.keys().serializer().serialize(topic.name(), key),
            topic.values().serializer().serialize(topic.name(), value));
    record.headers().add(TraceContext.TRACEPARENT, traceparent.getBytes(StandardCharsets.UTF_8));
    Future<RecordMetadata> unused = producer.send(record);
    producer.flush();
  }

  /** Writes without waiting; {@link #flush} waits. */
  <V> void send(Topic<String, V> topic, String key, V value) {
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(
                topic.name(),
                topic.keys().serializer().serialize(topic.name(), key),
                topic.values().serializer().serialize(topic.name(), value)));
  }

  void flush() {
    producer.flush();
  }

  void writeBytes(Topic<String, ?> topic, String key, byte @Nullable [] value) {
    byte[] keyBytes = topic.keys().serializer().serialize(topic.name(), key);
    try {
      producer.send(new ProducerRecord<>(topic.name(), keyBytes, value)).get();
    } catch (Exception e) {
      throw new IllegalStateException("A record could not be written", e);
    }
  }

  /** Makes a group that has read a topic up to here, as if a process of that name ran. */
  void commit(String group, Topic<?, ?> topic) {
    List<TopicPartition> partitions =
        producer.partitionsFor(topic.name()).stream()
            .map(found -> new TopicPartition(topic.name(), found.partition()))
            .toList();
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, prefix + group);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      consumer.commitSync();
    }
  }

  /** All committed records of a topic, oldest first in each partition. */
  <V> List<V> readAll(Topic<String, V> topic) {
    List<V> values = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : readBytes(topic.name())) {
      values.add(
          topic
              .values()
              .deserializer()
              .deserialize(topic.name(), record.headers(), record.value()));
    }
    return values;
  }

  /** All committed records of a topic as bytes. */
  List<ConsumerRecord<byte[], byte[]>> readBytes(String topic) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(found -> new TopicPartition(topic, found.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(50)).forEach(records::add);
      }
      return records;
    }
  }

  /** Waits until something holds that will. */
  static void await(String what, BooleanSupplier condition) {
    await(what, condition::getAsBoolean, true);
  }

  /** Waits until something is as it should be; complains of what it last was. */
  static <T> void await(String what, Supplier<? extends T> supplier, T expected) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (T found = supplier.get(); !found.equals(expected); found = supplier.get()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            "Not within %s: %s; found %s, not %s".formatted(PATIENCE, what, found, expected));
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
