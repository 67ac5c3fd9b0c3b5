package dev.millrace.trainer.kafka;

import dev.millrace.avro.TrainingExample;
import dev.millrace.checkpoint.SourcePosition;
import dev.millrace.contract.record.RecordReader;
import dev.millrace.trainer.settings.MicroBatchSettings;
import dev.millrace.trainer.source.ExampleSource;
import dev.millrace.trainer.source.MicroBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Examples from a topic. Partitions are merged as {@link PartitionMerge} says; a micro-batch is cut
 * by size, or by time where all that is on the topic has been read.
 */
public final class KafkaExampleSource implements ExampleSource {

  private static final int MOST_WAITING = 2_000;

  private final Consumer<byte[], byte[]> consumer;
  private final RecordReader<TrainingExample> reader;
  private final MicroBatchSettings settings;
  private final List<TopicPartition> partitions;
  private final List<PartitionQueue> queues = new ArrayList<>();
  private final PartitionMerge merge;
  private final PartitionEnds ends;
  private @Nullable OpenBatch open;

  /**
   * @param consumer reads committed records of all partitions; closed with this
   * @param reader of the topic
   * @param settings when a micro-batch is full
   * @param start where to begin and where to stop
   */
  public KafkaExampleSource(
      Consumer<byte[], byte[]> consumer,
      RecordReader<TrainingExample> reader,
      MicroBatchSettings settings,
      SourceRange start) {
    this.consumer = consumer;
    this.reader = reader;
    this.settings = settings;
    this.partitions =
        start.first().keySet().stream()
            .map(partition -> new TopicPartition(reader.topic().name(), partition))
            .toList();
    start.first().forEach((partition, next) -> queues.add(new PartitionQueue(partition, next)));
    this.merge = new PartitionMerge(queues, Math.max(1, settings.examples() / queues.size()));
    consumer.assign(partitions);
    this.ends = new PartitionEnds(consumer, partitions, start.limit());
    for (int index = 0; index < queues.size(); index++) {
      consumer.seek(partitions.get(index), queues.get(index).next());
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws LostExamplesException if the next examples have been deleted before they were learned
   */
  @Override
  public Optional<MicroBatch> poll(Duration patience) {
    Optional<MicroBatch> ready = take();
    if (ready.isEmpty()) {
      fetch(patience);
      ready = take();
    }
    return ready;
  }

  private Optional<MicroBatch> take() {
    OpenBatch batch = open;
    if (batch == null) {
      batch = new OpenBatch(reader, settings);
      open = batch;
      merge.begin();
    }
    while (!batch.isFull()) {
      ConsumerRecord<byte[], byte[]> record = merge.next(this::hasMore);
      if (record == null) {
        break;
      }
      batch.add(record);
    }
    return isReady(batch) ? Optional.of(close(batch)) : Optional.empty();
  }

  private boolean isReady(OpenBatch batch) {
    boolean atEnd = !batch.isFull() && !merge.isWaiting() && !batch.isEmpty();
    return batch.isFull() || (atEnd && (ends.isFixed() || batch.isDue()));
  }

  private MicroBatch close(OpenBatch batch) {
    open = null;
    return new MicroBatch(batch.examples(), batch.rejected(), position(), batch.arrivals());
  }

  private boolean hasMore(int index) {
    return ends.isBefore(index, consumer.position(partitions.get(index)));
  }

  private void fetch(Duration patience) {
    consumer.pause(partitionsWith(MOST_WAITING, Integer.MAX_VALUE));
    consumer.resume(partitionsWith(0, MOST_WAITING));
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
        int index = partitions.indexOf(new TopicPartition(record.topic(), record.partition()));
        if (ends.includes(index, record.offset())) {
          queues.get(index).add(record);
        }
      }
    } catch (OffsetOutOfRangeException gone) {
      throw new LostExamplesException(gone.offsetOutOfRangePartitions(), begins(), gone);
    }
  }

  private Map<TopicPartition, Long> begins() {
    return consumer.beginningOffsets(partitions);
  }

  private Collection<TopicPartition> partitionsWith(int least, int below) {
    List<TopicPartition> found = new ArrayList<>();
    for (int index = 0; index < queues.size(); index++) {
      if (queues.get(index).size() >= least && queues.get(index).size() < below) {
        found.add(partitions.get(index));
      }
    }
    return found;
  }

  private SourcePosition.InTopics position() {
    SortedMap<Integer, Long> next = new TreeMap<>();
    queues.forEach(queue -> next.put(queue.partition(), queue.next()));
    return new SourcePosition.InTopics(new TreeMap<>(Map.of(reader.topic().name(), next)));
  }

  @Override
  public long lag() {
    ends.refresh();
    long lag = 0;
    for (int index = 0; index < queues.size(); index++) {
      lag += queues.get(index).size();
      lag += ends.remaining(index, consumer.position(partitions.get(index)));
    }
    return lag;
  }

  @Override
  public boolean isExhausted() {
    return ends.isFixed() && lag() == 0 && (open == null || open.isEmpty());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
