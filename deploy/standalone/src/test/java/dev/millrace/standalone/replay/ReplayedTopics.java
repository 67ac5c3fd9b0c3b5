package dev.millrace.standalone.replay;

import dev.millrace.avro.Interaction;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.TopicPlan;
import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.standalone.testsupport.TestPlatform;
import dev.millrace.standalone.topics.TopicAdministration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The topics that a replay writes and watches, on a real broker. */
final class ReplayedTopics {

  private static final int PARTITIONS = 3;

  private final Topics topics;
  private final String bootstrapServers;

  ReplayedTopics(String bootstrapServers, String registryUrl, String prefix) {
    this.bootstrapServers = bootstrapServers;
    this.topics =
        Topics.of(
            TopicNames.withPrefix(prefix),
            new AvroSerdes(
                new ConfluentSchemaRegistry(
                    Map.of(ConfluentSchemaRegistry.URL_PROPERTY, registryUrl)),
                AvroSerdeSettings.defaults()));
  }

  /** Topics of one test, created. */
  static ReplayedTopics create(TestPlatform platform, String test) {
    ReplayedTopics created =
        new ReplayedTopics(
            platform.bootstrapServers(),
            platform.registryUrl().toString(),
            platform.prefix() + test + ".");
    try (Admin admin = Admin.create(created.kafka())) {
      new TopicAdministration(admin).create(created.plans(), 1);
    }
    return created;
  }

  Topics topics() {
    return topics;
  }

  Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", bootstrapServers);
  }

  ReplayTarget target(Path progressFolder) {
    return new ReplayTarget(topics, kafka(), progressFolder);
  }

  /** A consumer of a topic from its first record, without a group. */
  <V> Consumer<String, V> consumer(Topic<String, V> topic) {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest");
    Consumer<String, V> consumer =
        new KafkaConsumer<>(properties, topic.keys().deserializer(), topic.values().deserializer());
    consumer.assign(
        consumer.partitionsFor(topic.name()).stream()
            .map(partition -> new TopicPartition(topic.name(), partition.partition()))
            .toList());
    return consumer;
  }

  /** Every interaction on the topic now. */
  List<ConsumerRecord<String, Interaction>> interactions() {
    List<ConsumerRecord<String, Interaction>> all = new ArrayList<>();
    try (Consumer<String, Interaction> consumer = consumer(topics.interactions())) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }

  private List<TopicPlan> plans() {
    return Stream.of(
            topics.interactions(), topics.items(), topics.userSequences(), topics.recommendations())
        .map(ReplayedTopics::plan)
        .toList();
  }

  private static TopicPlan plan(Topic<String, ?> topic) {
    return new TopicPlan(
        topic.name(),
        PARTITIONS,
        "Topic of a test.",
        Map.of("message.timestamp.type", "LogAppendTime"));
  }
}
