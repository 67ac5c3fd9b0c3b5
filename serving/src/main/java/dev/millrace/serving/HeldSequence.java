package dev.millrace.serving;

import dev.millrace.avro.SequenceEntry;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.trace.ReceivedTrace;
import dev.millrace.model.collaborative.History;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A user's sequence as serving keeps it: dense item ids, a few hundred bytes.
 *
 * @param history latest items, oldest first
 * @param rejected items the user turned down
 * @param version of the sequence; 0 when the user has none
 * @param offset of its record in the partition of {@code user-sequences}; −1 when there is none
 * @param arrivedAt when the interaction behind it arrived, in milliseconds; 0 when unknown
 * @param trace of its record; null when it had none
 */
record HeldSequence(
    History history,
    ItemIds rejected,
    long version,
    long offset,
    long arrivedAt,
    @Nullable ReceivedTrace trace) {

  private static final HeldSequence NONE =
      new HeldSequence(History.empty(), ItemIds.empty(), 0, -1, 0, null);

  /** The sequence of a user who has none. */
  static HeldSequence none() {
    return NONE;
  }

  /**
   * @param maxHistory latest entries that are kept
   */
  static HeldSequence of(UserSequence sequence, ItemDictionary items, int maxHistory) {
    List<SequenceEntry> latest = latest(sequence.getEntries(), maxHistory);
    List<String> rejected = latest(sequence.getRejectedItems(), maxHistory);
    long newest = latest.isEmpty() ? Long.MIN_VALUE : latest.get(latest.size() - 1).getTimestamp();
    return new HeldSequence(
        new History(
            items.internAll(latest.stream().map(SequenceEntry::getItemId).toList()), newest),
        items.internAll(rejected),
        sequence.getVersion(),
        -1,
        sequence.getArrivedAt(),
        null);
  }

  /**
   * The same, read from a record.
   *
   * @param itsTrace of the record; null when it has none
   */
  HeldSequence from(ConsumerRecord<byte[], byte[]> record, @Nullable ReceivedTrace itsTrace) {
    return new HeldSequence(history, rejected, version, record.offset(), arrivedAt, itsTrace);
  }

  private static <T> List<T> latest(List<T> oldestFirst, int count) {
    return oldestFirst.subList(Math.max(0, oldestFirst.size() - count), oldestFirst.size());
  }
}
