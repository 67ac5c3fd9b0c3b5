package dev.millrace.standalone.replay;

import dev.millrace.avro.Item;
import dev.millrace.standalone.data.RowStream;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Sends a catalogue, and returns when the broker has all of it. */
final class ItemSender {

  private final Producer<String, Item> producer;
  private final String topic;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  ItemSender(Producer<String, Item> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /**
   * @param items the catalogue
   * @param stopped whether to leave off
   * @return items sent
   * @throws ReplayFailedException if one could not be written
   */
  @SuppressWarnings("FutureReturnValueIgnored") // The callback takes the outcome.
  long sendAll(RowStream<Item> items, BooleanSupplier stopped) {
    long sent = 0;
    try {
      while (items.hasNext() && !stopped.getAsBoolean() && failure.get() == null) {
        Item item = items.next();
        producer.send(
            new ProducerRecord<>(topic, item.getItemId(), item),
            (metadata, exception) -> failure.compareAndSet(null, exception));
        sent++;
      }
      producer.flush();
    } catch (KafkaException e) {
      failure.compareAndSet(null, e);
    }
    Exception cause = failure.get();
    if (cause != null) {
      throw new ReplayFailedException(
          "Cannot write to the topic " + topic + ": " + cause.getMessage(), cause);
    }
    return sent;
  }
}
