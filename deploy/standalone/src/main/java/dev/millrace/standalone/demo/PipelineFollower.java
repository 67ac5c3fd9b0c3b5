package dev.millrace.standalone.demo;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Watches the pipeline from outside, as any downstream consumer could: scores from {@code
 * online-metrics}, what is announced of checkpoints, and one user's sequence and list at a time.
 */
public final class PipelineFollower implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Topics topics;
  private final Scoreboard scoreboard = new Scoreboard();
  private final SpotlightPicker picker;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Thread thread = new Thread(this::follow, "demo-follower");
  private volatile CheckpointNews checkpoints = CheckpointNews.NONE;
  private volatile boolean stopped;

  /**
   * Starts to watch: scores from the beginning of the topic, users from now on.
   *
   * @param kafka client properties
   */
  public PipelineFollower(Map<String, String> kafka, Topics topics, SpotlightPicker picker) {
    this.topics = topics;
    this.picker = picker;
    this.consumer =
        new KafkaConsumer<>(
            properties(kafka), new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> live = new ArrayList<>(partitions(topics.userSequences()));
    live.addAll(partitions(topics.recommendations()));
    live.addAll(partitions(topics.checkpoints()));
    List<TopicPartition> scores = partitions(topics.onlineMetrics());
    List<TopicPartition> all = new ArrayList<>(live);
    all.addAll(scores);
    consumer.assign(all);
    consumer.seekToEnd(live);
    consumer.seekToBeginning(scores);
    thread.start();
  }

  /** The scores so far. */
  Scoreboard scoreboard() {
    return scoreboard;
  }

  /** What has been announced since the start. */
  CheckpointNews checkpoints() {
    return checkpoints;
  }

  /** The user to show now, absent before the first list. */
  Optional<Spotlight> spotlight() {
    return picker.current();
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }

  private void follow() {
    while (!stopped) {
      consumer.poll(POLL).forEach(this::take);
    }
  }

  private void take(ConsumerRecord<String, byte[]> entry) {
    if (entry.topic().equals(topics.onlineMetrics().name())) {
      decode(topics.onlineMetrics(), entry).ifPresent(scoreboard::update);
    } else if (entry.topic().equals(topics.checkpoints().name())) {
      decode(topics.checkpoints(), entry).ifPresent(this::announced);
    } else if (picker.wants(entry.key())) {
      if (entry.topic().equals(topics.userSequences().name())) {
        decode(topics.userSequences(), entry).ifPresent(picker::sequence);
      } else {
        decode(topics.recommendations(), entry).ifPresent(picker::list);
      }
    }
  }

  private void announced(CheckpointAnnouncement announcement) {
    checkpoints = checkpoints.with(announcement);
  }

  private static <V> Optional<V> decode(
      Topic<String, V> topic, ConsumerRecord<String, byte[]> entry) {
    byte @Nullable [] value = entry.value();
    return value == null
        ? Optional.empty()
        : Optional.of(topic.values().deserializer().deserialize(entry.topic(), value));
  }

  private List<TopicPartition> partitions(Topic<?, ?> topic) {
    return consumer.partitionsFor(topic.name()).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private static Map<String, Object> properties(Map<String, String> kafka) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return properties;
  }
}
