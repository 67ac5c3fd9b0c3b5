package dev.millrace.serving;

import dev.millrace.contract.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Consume, make lists, produce: one poll is one transaction. What is remembered of users changes
 * only when the transaction has been committed; when it was aborted, everything is read again from
 * what is committed. Everything here happens on the serving thread, except {@link #snapshot}.
 */
final class ServingLoop implements ConsumerRebalanceListener {

  private static final Duration BUSY_POLL = Duration.ofMillis(5);

  private final ServingSettings settings;
  private final Topics topics;
  private final Consumer<byte[], byte[]> consumer;
  private final ServingParts parts;
  private final HeldUsers users = new HeldUsers();
  private int partitionCount;
  private boolean joined;
  private volatile LoopSnapshot snapshot = LoopSnapshot.starting();

  ServingLoop(
      ServingSettings settings,
      Topics topics,
      Consumer<byte[], byte[]> consumer,
      ServingParts parts) {
    this.settings = settings;
    this.topics = topics;
    this.consumer = consumer;
    this.parts = parts;
  }

  /** What others may see; from any thread. */
  LoopSnapshot snapshot() {
    return snapshot;
  }

  /** Checks the topics, takes the transactional id, reads catalogue and model, joins the group. */
  void prepare() {
    partitionCount = parts.cluster().requireTopics();
    parts.output().initialised();
    parts.catalogue().start();
    while (!parts.catalogue().behind().isEmpty()) {
      publish(List.of("catalogue and model are being read: " + parts.catalogue().behind()));
      parts.patience().throwIfStopping("read the catalogue");
      parts.metrics().takenIn(parts.catalogue().poll(Duration.ofMillis(100)));
    }
    publish(List.of("no partitions have been assigned yet"));
    consumer.subscribe(
        List.of(topics.userSequences().name(), topics.recommendationRequests().name()), this);
  }

  /** One poll, one transaction. */
  void step() {
    parts.metrics().takenIn(parts.catalogue().poll(Duration.ZERO));
    answerQueries();
    ConsumerRecords<byte[], byte[]> records =
        parts.patience().untilAnswered("poll", () -> consumer.poll(pollTimeout()));
    restoreAssigned();
    serve(records);
    parts.lane().dispatch(users);
    publish(joined ? List.of() : List.of("no partitions have been assigned yet"));
  }

  /** Short while lists may be done that nobody else wakes this thread for. */
  private Duration pollTimeout() {
    Duration configured = settings.loop().pollTimeout();
    return parts.lane().isBusy() && configured.compareTo(BUSY_POLL) > 0 ? BUSY_POLL : configured;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    joined = true;
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    List<Integer> partitions = revoked.stream().map(TopicPartition::partition).toList();
    users.drop(partitions);
    parts.lane().dropped(partitions);
  }

  private void serve(ConsumerRecords<byte[], byte[]> records) {
    Batch batch = parts.processor().process(records, users);
    parts.lane().finish(batch, users);
    if (records.isEmpty() && batch.output().isEmpty()) {
      return;
    }
    try {
      parts.output().commit(batch.output(), offsets(records, batch));
    } catch (TransactionAbortedException aborted) {
      parts.patience().pause("write lists", aborted);
      rewind();
      return;
    }
    batch.remember();
    batch.endSpans();
    parts.lane().committed(batch, users);
    parts.metrics().committed(batch);
  }

  /**
   * Those of the records, and of every partition with a refined list, where nothing has been read,
   * once more: the group then refuses the transaction of a process that the partition was taken
   * from. Those of requests say which are still open.
   */
  private ConsumedOffsets offsets(ConsumerRecords<byte[], byte[]> records, Batch batch) {
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(records.nextOffsets());
    Stream.concat(
            batch.refined().stream().map(job -> sequences(job.user().partition())),
            batch.partitionsOfRequests().stream().map(this::requests))
        .distinct()
        .filter(partition -> !next.containsKey(partition))
        .toList()
        .forEach(
            partition ->
                next.put(
                    partition,
                    new OffsetAndMetadata(
                        parts
                            .patience()
                            .untilAnswered("find position", () -> consumer.position(partition)))));
    next.replaceAll((partition, offset) -> withOpenRequests(partition, offset, batch));
    return new ConsumedOffsets(next, consumer.groupMetadata());
  }

  private OffsetAndMetadata withOpenRequests(
      TopicPartition partition, OffsetAndMetadata next, Batch batch) {
    return partition.equals(requests(partition.partition()))
        ? new OffsetAndMetadata(
            next.offset(), next.leaderEpoch(), batch.openRequests(partition.partition()).metadata())
        : next;
  }

  private TopicPartition sequences(int partition) {
    return new TopicPartition(topics.userSequences().name(), partition);
  }

  private TopicPartition requests(int partition) {
    return new TopicPartition(topics.recommendationRequests().name(), partition);
  }

  /** Forgets the users and reads on from what is committed; they are restored before that. */
  private void rewind() {
    parts.lane().dropped(users.partitions());
    users.dropAll();
    committed(consumer.assignment())
        .forEach(
            (partition, offset) -> {
              if (offset == null) {
                consumer.seekToBeginning(Set.of(partition));
              } else {
                consumer.seek(partition, offset);
              }
            });
  }

  private void restoreAssigned() {
    Set<TopicPartition> sequences =
        consumer.assignment().stream()
            .filter(partition -> partition.topic().equals(topics.userSequences().name()))
            .filter(partition -> !users.holds(partition.partition()))
            .collect(Collectors.toSet());
    if (sequences.isEmpty()) {
      return;
    }
    Set<Integer> numbers =
        sequences.stream()
            .map(TopicPartition::partition)
            .collect(Collectors.toCollection(TreeSet::new));
    publish(List.of("users are being restored: partitions " + numbers));
    Map<TopicPartition, Long> ends = parts.cluster().ends(lists(numbers));
    committed(sequences)
        .forEach((partition, next) -> ends.put(partition, next == null ? 0 : next.offset()));
    numbers.forEach(users::open);
    parts.restorer().restore(ends, users);
    parts
        .requests()
        .restore(
            committed(numbers.stream().map(this::requests).collect(Collectors.toSet())), users);
    parts.lane().restored(users, numbers);
  }

  private Set<TopicPartition> lists(Set<Integer> partitions) {
    return partitions.stream()
        .map(partition -> new TopicPartition(topics.recommendations().name(), partition))
        .collect(Collectors.toSet());
  }

  /** Committed offsets; null where nothing has been committed. */
  private Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    return new HashMap<>(
        parts.patience().untilAnswered("find offsets", () -> consumer.committed(partitions)));
  }

  private void answerQueries() {
    parts.queries().answer(parts.desk(users), partitionCount);
  }

  private void publish(List<String> notReady) {
    long lag =
        consumer.assignment().stream()
            .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
            .sum();
    snapshot = new LoopSnapshot(notReady, users.partitions(), users.size(), lag);
  }
}
