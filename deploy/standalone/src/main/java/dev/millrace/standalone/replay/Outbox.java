package dev.millrace.standalone.replay;

import dev.millrace.avro.Interaction;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Sends interactions and collects their acknowledgements, which come on the producer's thread. */
final class Outbox {

  private final Producer<String, Interaction> producer;
  private final String topic;
  private final Queue<Acknowledgement> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private long sent;

  Outbox(Producer<String, Interaction> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /**
   * @throws ReplayFailedException if this or an earlier interaction could not be written
   */
  @SuppressWarnings("FutureReturnValueIgnored") // The callback takes the outcome.
  void send(NumberedEvent event) {
    throwFailure();
    try {
      producer.send(
          new ProducerRecord<>(topic, event.userId(), event.interaction()),
          (metadata, exception) -> {
            if (exception == null) {
              acknowledged.add(new Acknowledgement(event, metadata.timestamp()));
            } else {
              failure.compareAndSet(null, exception);
            }
          });
      sent++;
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  /** Waits until the broker has answered everything sent. */
  void flush() {
    producer.flush();
    throwFailure();
  }

  /** The next acknowledgement, or null when there is none now. */
  @Nullable Acknowledgement nextAcknowledgement() {
    return acknowledged.poll();
  }

  long sent() {
    return sent;
  }

  private void throwFailure() {
    Exception cause = failure.get();
    if (cause != null) {
      throw failed(cause);
    }
  }

  private ReplayFailedException failed(Exception cause) {
    return new ReplayFailedException(
        "Cannot write to the topic " + topic + ": " + cause.getMessage(), cause);
  }
}
