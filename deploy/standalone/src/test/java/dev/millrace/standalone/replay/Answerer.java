package dev.millrace.standalone.replay;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.Recommendation;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Stands in for sequences and serving: answers each action with a sequence and a list. Every third
 * list "did not change": instead of it, somebody else's follows. Notes who acts again before being
 * answered.
 */
final class Answerer implements AutoCloseable {

  private final ReplayedTopics topics;
  private final List<String> early = new ArrayList<>();
  private final Thread thread = new Thread(this::answer, "answerer");
  private volatile boolean closed;
  private long answered;

  Answerer(ReplayedTopics topics) {
    this.topics = topics;
    thread.start();
  }

  /** Users who acted again too early; complete after the replay. */
  List<String> actedTooEarly() {
    close();
    return early;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer() {
    try (Consumer<String, Interaction> consumer = topics.consumer(topics.topics().interactions());
        Producer<String, UserSequence> sequences = producer(topics.topics().userSequences());
        Producer<String, Recommendation> lists = producer(topics.topics().recommendations())) {
      while (!closed) {
        Set<String> unanswered = new HashSet<>();
        for (ConsumerRecord<String, Interaction> action : consumer.poll(Duration.ofMillis(20))) {
          if (!unanswered.add(action.key())) {
            early.add(action.key());
          }
          RecordMetadata place = sequences.send(sequence(action)).get();
          String whose = ++answered % 3 == 0 ? "somebody else" : action.key();
          lists.send(list(whose, action.timestamp(), place)).get();
        }
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private ProducerRecord<String, UserSequence> sequence(
      ConsumerRecord<String, Interaction> action) {
    return new ProducerRecord<>(
        topics.topics().userSequences().name(),
        action.key(),
        new UserSequence(action.key(), List.of(), List.of(), 1L, action.timestamp()));
  }

  private ProducerRecord<String, Recommendation> list(
      String user, long arrivedAt, RecordMetadata place) {
    Recommendation list =
        Recommendation.newBuilder()
            .setUserId(user)
            .setItems(List.of())
            .setModelId("test")
            .setSequenceVersion(1)
            .setSourceTopic(place.topic())
            .setSourcePartition(place.partition())
            .setSourceOffset(place.offset())
            .setInteractionArrivedAt(arrivedAt)
            .setGeneratedAt(arrivedAt)
            .build();
    return new ProducerRecord<>(topics.topics().recommendations().name(), user, list);
  }

  private <V> Producer<String, V> producer(Topic<String, V> topic) {
    return new KafkaProducer<>(
        topics.kafka(), topic.keys().serializer(), topic.values().serializer());
  }
}
