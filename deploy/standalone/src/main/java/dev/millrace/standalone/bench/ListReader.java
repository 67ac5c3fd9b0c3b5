package dev.millrace.standalone.bench;

import dev.millrace.avro.Recommendation;
import dev.millrace.contract.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads lists as a downstream service would, and notes how long after the sequence they came. */
final class ListReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(20);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Topic<String, Recommendation> topic;
  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> instant = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Long> refined = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refinedLists = new AtomicInteger();
  private final Thread thread;
  private volatile boolean stopped;

  ListReader(String bootstrapServers, Topic<String, Recommendation> topic) {
    this.topic = topic;
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.thread = new Thread(this::read, "bench-lists");
    thread.start();
  }

  /** A user's sequence is being sent now. */
  void sent(String user) {
    sent.put(user, System.nanoTime());
  }

  /** Refined lists read so far. */
  int refined() {
    return refinedLists.get();
  }

  void forgetTimes() {
    instant.clear();
    refined.clear();
  }

  Percentiles instantTimes() {
    return times(instant);
  }

  Percentiles refinedTimes() {
    return times(refined);
  }

  private static Percentiles times(ConcurrentLinkedQueue<Long> nanos) {
    return Percentiles.ofNanos(nanos.stream().mapToLong(Long::longValue).toArray());
  }

  private void read() {
    while (!stopped) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(
            topic
                .values()
                .deserializer()
                .deserialize(record.topic(), record.headers(), record.value()));
      }
    }
  }

  private void take(Recommendation list) {
    long taken = System.nanoTime() - sent.getOrDefault(list.getUserId(), System.nanoTime());
    if (list.getCheckpointId() == null) {
      instant.add(taken);
    } else {
      refined.add(taken);
      refinedLists.incrementAndGet();
    }
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
}
