package dev.millrace.streams;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * How far a topology is in reading its state again. Processing of a partition begins when nothing
 * of it remains. Any thread may ask.
 */
final class RestoreProgress implements StateRestoreListener {

  private record Restored(TopicPartition partition, String store) {}

  private record Range(long next, long end) {
    private long remaining() {
      return Math.max(0, end - next);
    }
  }

  private final Map<Restored, Range> open = new ConcurrentHashMap<>();
  private final LongAdder records = new LongAdder();

  /** Offsets still to be read, over all stores. */
  long remaining() {
    return open.values().stream().mapToLong(Range::remaining).sum();
  }

  /** Records read again since the start. */
  long records() {
    return records.sum();
  }

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
    open.put(new Restored(partition, store), new Range(start, end));
  }

  @Override
  public void onBatchRestored(
      TopicPartition partition, String store, long batchEnd, long restored) {
    records.add(restored);
    open.computeIfPresent(
        new Restored(partition, store), (key, range) -> new Range(batchEnd + 1, range.end()));
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long total) {
    open.remove(new Restored(partition, store));
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long total) {
    open.remove(new Restored(partition, store));
  }
}
