package dev.millrace.serving;

import dev.millrace.contract.record.InvalidRecordException;
import dev.millrace.contract.record.RejectedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads catalogue and model from the beginning and goes on reading them. A bad record is put aside
 * and reading goes on; the offsets of {@link ServingSettings#catalogueGroupId()} say which bad
 * records have been put aside before, by any instance. Instances that read the same one at the same
 * moment may each put it aside. Belongs to the serving thread.
 */
final class CatalogueLoader {

  private final Consumer<byte[], byte[]> consumer;
  private final Knowledge knowledge;
  private final TransactionalOutput output;
  private final Patience patience;
  private final Map<TopicPartition, Long> pending = new HashMap<>();

  /**
   * What came.
   *
   * @param putAside number of records that were put aside
   * @param transitions when the newest interaction in each row of transitions arrived, in
   *     milliseconds since 1970; none of what was there before the start
   */
  record Intake(int putAside, List<Long> transitions) {}

  CatalogueLoader(
      Consumer<byte[], byte[]> consumer,
      Knowledge knowledge,
      TransactionalOutput output,
      Patience patience) {
    this.consumer = consumer;
    this.knowledge = knowledge;
    this.output = output;
    this.patience = patience;
  }

  /** Begins at the beginning; caught up when it has read what there is now. */
  void start() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : knowledge.topics()) {
      patience
          .untilAnswered("find partitions", () -> consumer.partitionsFor(topic))
          .forEach(found -> partitions.add(new TopicPartition(topic, found.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    pending.putAll(patience.untilAnswered("find ends", () -> consumer.endOffsets(partitions)));
  }

  /** Topics that have not been read to where they ended at the start. */
  List<String> behind() {
    return pending.keySet().stream().map(TopicPartition::topic).distinct().sorted().toList();
  }

  /**
   * Takes in what has come.
   *
   * @param timeout how long to wait when there is nothing
   */
  Intake poll(Duration timeout) {
    boolean isCaughtUp = pending.isEmpty();
    List<Long> transitions = new ArrayList<>();
    List<RejectedRecord> rejected = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
      try {
        knowledge.apply(record);
        if (isCaughtUp && record.topic().equals(knowledge.transitionsTopic())) {
          transitions.add(record.timestamp());
        }
      } catch (InvalidRecordException reason) {
        rejected.add(new RejectedRecord(record, reason));
      }
    }
    pending
        .entrySet()
        .removeIf(
            end ->
                patience.untilAnswered("find position", () -> consumer.position(end.getKey()))
                    >= end.getValue());
    rejected.forEach(this::putAside);
    return new Intake(rejected.size(), transitions);
  }

  private void putAside(RejectedRecord rejected) {
    TopicPartition partition =
        new TopicPartition(rejected.record().topic(), rejected.record().partition());
    long next = rejected.record().offset() + 1;
    boolean done = false;
    while (!done && putAsideBefore(partition) < next) {
      done =
          commit(
              rejected,
              new ConsumedOffsets(
                  Map.of(partition, new OffsetAndMetadata(next)), consumer.groupMetadata()));
    }
  }

  private boolean commit(RejectedRecord rejected, ConsumedOffsets offsets) {
    try {
      output.commit(List.of(rejected.toDeadLetter()), offsets);
      return true;
    } catch (TransactionAbortedException again) {
      patience.pause("put a bad record aside", again);
      return false;
    }
  }

  private long putAsideBefore(TopicPartition partition) {
    OffsetAndMetadata committed =
        patience
            .untilAnswered("find offsets", () -> consumer.committed(Set.of(partition)))
            .get(partition);
    return committed == null ? 0 : committed.offset();
  }
}
