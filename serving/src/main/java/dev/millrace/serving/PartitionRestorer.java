package dev.millrace.serving;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.Topics;
import dev.millrace.contract.record.InvalidRecordException;
import dev.millrace.contract.record.RecordReader;
import dev.millrace.contract.trace.Tracing;
import dev.millrace.model.collaborative.ItemDictionary;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads back what an earlier owner of partitions knew of their users: the sequences up to the
 * committed offset, and the last list of each. Belongs to the serving thread.
 */
final class PartitionRestorer {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionRestorer.class);

  private final PartitionReader reader;
  private final RecordReader<UserSequence> sequences;
  private final RecordReader<Recommendation> lists;
  private final ItemDictionary items;
  private final int maxHistory;
  private final Tracing tracing;

  /**
   * What restored users are made with.
   *
   * @param items names of items
   * @param maxHistory latest items of a sequence that are kept
   * @param tracing says when traced sequences were received
   */
  record Shape(ItemDictionary items, int maxHistory, Tracing tracing) {}

  PartitionRestorer(PartitionReader reader, Topics topics, Shape shape) {
    this.reader = reader;
    this.sequences = new RecordReader<>(topics.userSequences(), UserSequence::getUserId);
    this.lists = new RecordReader<>(topics.recommendations(), Recommendation::getUserId);
    this.items = shape.items();
    this.maxHistory = shape.maxHistory();
    this.tracing = shape.tracing();
  }

  /**
   * Reads partitions of the sequences and of the recommendations from their beginning.
   *
   * @param ends where to stop, per partition
   * @param users filled; holds the partitions
   */
  void restore(Map<TopicPartition, Long> ends, HeldUsers users) {
    LongAdder skipped = new LongAdder();
    reader.read(Map.of(), ends, record -> skipped.add(take(record, users) ? 0 : 1));
    LOG.info("Users restored; partitions={} users={} undecodable={}", ends, users.size(), skipped);
  }

  private boolean take(ConsumerRecord<byte[], byte[]> record, HeldUsers users) {
    return record.topic().equals(sequences.topic().name())
        ? take(
            record,
            sequences,
            (user, entry) -> users.put(user, users.get(user).withSequence(held(entry, record))))
        : take(
            record,
            lists,
            (user, entry) -> users.put(user, withList(users.get(user), entry.value(), record)));
  }

  private static <V> boolean take(
      ConsumerRecord<byte[], byte[]> record,
      RecordReader<V> reader,
      BiConsumer<UserKey, RecordReader.Entry<V>> use) {
    try {
      RecordReader.Entry<V> entry = reader.read(record);
      use.accept(new UserKey(record.partition(), entry.key()), entry);
      return true;
    } catch (InvalidRecordException wasPutAsideWhenItCame) {
      LOG.debug("Skipped; reason={}", wasPutAsideWhenItCame.getMessage());
      return false;
    }
  }

  private HeldSequence held(
      RecordReader.Entry<UserSequence> entry, ConsumerRecord<byte[], byte[]> record) {
    UserSequence sequence = entry.value();
    return sequence == null
        ? HeldSequence.none()
        : HeldSequence.of(sequence, items, maxHistory)
            .from(record, tracing.received(record.headers()));
  }

  private HeldUser withList(
      HeldUser known, @Nullable Recommendation list, ConsumerRecord<byte[], byte[]> record) {
    if (list == null) {
      return known.withLastList(null).withRefined(null);
    }
    HeldUser next = known.withLastList(ServedList.of(list, items, sequences.topic().name()));
    HeldUser.Refined refined =
        list.getCorrelationId() == null
            ? HeldUser.Refined.of(list, items)
            : notCompactedAway(RefinedMark.read(record.headers()), known.refined());
    return refined == null ? next : next.withRefined(refined);
  }

  /** The refined list itself where it is still there: it says more than what answers say of it. */
  private static HeldUser.@Nullable Refined notCompactedAway(
      HeldUser.@Nullable Refined said, HeldUser.@Nullable Refined seen) {
    boolean isSeen =
        said != null
            && seen != null
            && seen.version() == said.version()
            && seen.by().equals(said.by());
    return isSeen ? seen : said;
  }
}
