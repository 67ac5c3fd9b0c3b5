package dev.millrace.trainer.kafka;

import dev.millrace.avro.Item;
import dev.millrace.avro.ItemPopularity;
import dev.millrace.avro.ItemTransitions;
import dev.millrace.contract.Topics;
import dev.millrace.contract.record.InvalidRecordException;
import dev.millrace.contract.record.RecordReader;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads catalogue and collaborative model. Bad records are passed over: serving puts them into dead
 * letters.
 */
public final class KnowledgeTopics implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KnowledgeTopics.class);

  private final RecordReader<Item> items;
  private final RecordReader<ItemTransitions> transitions;
  private final RecordReader<ItemPopularity> popularity;
  private final Listener listener;
  private final TopicScan scan;
  private long passedOver;

  /** Is told what is in the topics; null means that there is none any more. */
  public interface Listener {

    /** An item as it is now. */
    void onItem(String itemId, @Nullable Item item);

    /** What follows an item now. */
    void onTransitions(String itemId, @Nullable ItemTransitions row);

    /** How popular an item is now. */
    void onPopularity(String itemId, @Nullable ItemPopularity popularity);
  }

  /**
   * @param consumer closed with this
   */
  public KnowledgeTopics(Consumer<byte[], byte[]> consumer, Topics topics, Listener listener) {
    this.items = new RecordReader<>(topics.items(), Item::getItemId);
    this.transitions = new RecordReader<>(topics.itemTransitions(), ItemTransitions::getItemId);
    this.popularity = new RecordReader<>(topics.itemPopularity(), ItemPopularity::getItemId);
    this.listener = listener;
    this.scan =
        new TopicScan(
            consumer,
            List.of(
                topics.items().name(),
                topics.itemTransitions().name(),
                topics.itemPopularity().name()));
  }

  /**
   * Reads to where the topics end now.
   *
   * @return number of records
   */
  public long toEnd() {
    long before = passedOver;
    long records = scan.toEnd(this::take);
    if (passedOver > before) {
      LOG.warn("Records of items passed over; records={}", passedOver - before);
    }
    return records;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.topic().equals(items.topic().name())) {
        RecordReader.Entry<Item> entry = items.read(record);
        listener.onItem(entry.key(), entry.value());
      } else if (record.topic().equals(transitions.topic().name())) {
        RecordReader.Entry<ItemTransitions> entry = transitions.read(record);
        listener.onTransitions(entry.key(), entry.value());
      } else {
        RecordReader.Entry<ItemPopularity> entry = popularity.read(record);
        listener.onPopularity(entry.key(), entry.value());
      }
    } catch (InvalidRecordException | IllegalArgumentException unusable) {
      LOG.debug("Passed over; reason={}", unusable.getMessage());
      passedOver++;
    }
  }

  @Override
  public void close() {
    scan.close();
  }
}
