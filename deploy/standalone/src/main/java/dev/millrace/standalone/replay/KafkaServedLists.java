package dev.millrace.standalone.replay;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads committed sequences and lists from now on, outside any consumer group. */
final class KafkaServedLists implements ServedLists {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaServedLists.class);

  private final Topic<String, UserSequence> sequences;
  private final Topic<String, Recommendation> lists;
  private final Consumer<byte[], byte[]> consumer;

  KafkaServedLists(ReplayTarget target) {
    this.sequences = target.topics().userSequences();
    this.lists = target.topics().recommendations();
    this.consumer =
        new KafkaConsumer<>(
            properties(target), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        Stream.of(sequences, lists).map(Topic::name).flatMap(this::partitionsOf).toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  @Override
  public List<Sighting> poll(Duration atMost) {
    List<Sighting> sightings = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> seen : consumer.poll(atMost)) {
      Sighting sighting = sighting(seen);
      if (sighting != null) {
        sightings.add(sighting);
      }
    }
    return sightings;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private @Nullable Sighting sighting(ConsumerRecord<byte[], byte[]> seen) {
    try {
      if (seen.topic().equals(lists.name())) {
        Recommendation list = read(lists, seen);
        return list == null ? null : Sighting.ListSeen.of(list);
      }
      UserSequence sequence = read(sequences, seen);
      return sequence == null
          ? null
          : Sighting.SequenceSeen.of(sequence, new Sighting.Place(seen.partition(), seen.offset()));
    } catch (SerializationException e) {
      LOG.debug("Record skipped topic={} offset={}", seen.topic(), seen.offset(), e);
      return null;
    }
  }

  private static <V> @Nullable V read(Topic<String, V> topic, ConsumerRecord<byte[], byte[]> seen) {
    return topic.values().deserializer().deserialize(seen.topic(), seen.value());
  }

  private Stream<TopicPartition> partitionsOf(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()));
  }

  private static Map<String, Object> properties(ReplayTarget target) {
    Map<String, Object> properties = new HashMap<>(target.kafka());
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "millrace-replay-watch");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return properties;
  }
}
