package dev.millrace.serving;

import dev.millrace.contract.freshness.FreshnessStage;
import dev.millrace.contract.trace.OpenSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What one poll becomes: the records of one transaction, and what is to be remembered once it has
 * been committed. Nothing is remembered of a transaction that was aborted.
 */
final class Batch {

  private final HeldUsers held;
  private final Map<UserKey, HeldUser> changed = new LinkedHashMap<>();
  private final List<ProducerRecord<byte[], byte[]>> output = new ArrayList<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<Demand.Request> asked = new ArrayList<>();
  private final Map<Integer, OpenRequests> openRequests = new TreeMap<>();
  private final Set<UserKey> due = new LinkedHashSet<>();
  private final List<Refinement> refined = new ArrayList<>();
  private final List<OpenSpan> spans = new ArrayList<>();
  private BatchCounts counts = BatchCounts.none();

  /**
   * An interaction comes to a stage with this batch.
   *
   * @param stage which one
   * @param arrivedAt when the interaction arrived, in milliseconds since 1970; 0 when unknown
   */
  record Arrival(FreshnessStage stage, long arrivedAt) {}

  Batch(HeldUsers held) {
    this.held = held;
  }

  /** What will be known of a user once this batch is committed. */
  HeldUser user(UserKey user) {
    HeldUser changing = changed.get(user);
    return changing == null ? held.get(user) : changing;
  }

  void change(UserKey user, HeldUser state) {
    changed.put(user, state);
  }

  void write(ProducerRecord<byte[], byte[]> record) {
    output.add(record);
  }

  void write(WrittenList list) {
    write(list.record());
    spans.add(list.span());
  }

  /** Notes the interaction behind a list. */
  void noteArrival(FreshnessStage stage, long arrivedAt) {
    arrivals.add(new Arrival(stage, arrivedAt));
  }

  /** Notes that a user's sequence is new. */
  void noteDue(UserKey user) {
    due.add(user);
  }

  /** Notes whose list is refined with this batch. */
  void noteRefined(Refinement job) {
    refined.add(job);
  }

  /** Notes a request that the instant lane answers, for want of anything better. */
  void noteAsked(Demand.Request request) {
    asked.add(request);
  }

  /** Requests of a partition that will be open once this batch is committed. */
  OpenRequests openRequests(int partition) {
    OpenRequests changing = openRequests.get(partition);
    return changing == null ? held.openRequests(partition) : changing;
  }

  boolean isOpen(Demand.Request request) {
    return openRequests(request.user().partition()).holds(request);
  }

  /**
   * Leaves a request to the refined lane.
   *
   * @return how many older ones are given up for it
   */
  int open(Demand.Request request) {
    OpenRequests before = openRequests(request.user().partition());
    OpenRequests after = before.with(request);
    openRequests.put(request.user().partition(), after);
    return before.size() + 1 - after.size();
  }

  /** A request is answered with this batch. */
  void close(Demand.Request request) {
    int partition = request.user().partition();
    openRequests.put(partition, openRequests(partition).without(request));
  }

  /** A user is forgotten with this batch, with all that waits. */
  void closeAll(UserKey user) {
    OpenRequests before = openRequests(user.partition());
    OpenRequests after = before.without(user);
    if (after.size() < before.size()) {
      openRequests.put(user.partition(), after);
    }
  }

  void count(BatchCounts more) {
    counts = counts.plus(more);
  }

  List<ProducerRecord<byte[], byte[]>> output() {
    return output;
  }

  /** The interactions that this batch answers. */
  List<Arrival> arrivals() {
    return arrivals;
  }

  /** Users whose sequences are new. */
  Set<UserKey> due() {
    return due;
  }

  /** Requests that the instant lane answers. */
  List<Demand.Request> asked() {
    return asked;
  }

  /** Partitions whose open requests are others now. */
  Set<Integer> partitionsOfRequests() {
    return openRequests.keySet();
  }

  /** What was refined. */
  List<Refinement> refined() {
    return refined;
  }

  BatchCounts counts() {
    return counts;
  }

  /** Ends the spans of the lists; to be called when the transaction has been committed. */
  void endSpans() {
    for (OpenSpan span : spans) {
      span.note(ListSpans.BATCH_SIZE, output.size());
      span.end();
    }
  }

  /** Remembers; to be called when the transaction has been committed. */
  void remember() {
    changed.forEach(held::put);
    openRequests.forEach(held::putOpenRequests);
  }
}
