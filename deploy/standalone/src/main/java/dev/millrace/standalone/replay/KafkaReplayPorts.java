package dev.millrace.standalone.replay;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.Item;
import dev.millrace.contract.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaFuture;

/** The world as it is: Kafka, and this machine's clock. */
final class KafkaReplayPorts implements ReplayPorts {

  /** How long a broker may be away before the replay fails. */
  private static final int PATIENCE_WITH_BROKER_MS = 300_000;

  private static final int BATCH_BYTES = 64 * 1024;

  private final ReplayTarget target;

  KafkaReplayPorts(ReplayTarget target) {
    this.target = target;
  }

  @Override
  public Producer<String, Item> items() {
    return producer(target.topics().items());
  }

  @Override
  public Producer<String, Interaction> interactions() {
    return producer(target.topics().interactions());
  }

  @Override
  public ServedLists servedLists() {
    return new KafkaServedLists(target);
  }

  @Override
  public String clusterId() {
    return ask(admin -> admin.describeCluster().clusterId());
  }

  @Override
  public void requireTopics(List<String> names) {
    Set<String> existing = ask(admin -> admin.listTopics().names());
    for (String name : names) {
      if (!existing.contains(name)) {
        throw new ReplayFailedException(
            "There is no topic " + name + "; `millrace topics create` makes it");
      }
    }
  }

  @Override
  public Ticker ticker() {
    return Ticker.system();
  }

  private <T> T ask(Function<Admin, KafkaFuture<T>> question) {
    try (Admin admin = Admin.create(Map.copyOf(target.kafka()))) {
      return question.apply(admin).get();
    } catch (ExecutionException e) {
      throw new ReplayFailedException(
          "Cannot reach Kafka at " + target.kafka().get("bootstrap.servers"), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReplayFailedException("Interrupted before anything was sent", e);
    }
  }

  private <V> Producer<String, V> producer(Topic<String, V> topic) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, "millrace-replay-" + topic.name());
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_WITH_BROKER_MS);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_WITH_BROKER_MS);
    properties.putAll(target.kafka());
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    return new KafkaProducer<>(properties, topic.keys().serializer(), topic.values().serializer());
  }
}
