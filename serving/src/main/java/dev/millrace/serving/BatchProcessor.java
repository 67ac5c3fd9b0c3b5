package dev.millrace.serving;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.Topics;
import dev.millrace.contract.freshness.FreshnessStage;
import dev.millrace.contract.record.InvalidRecordException;
import dev.millrace.contract.record.RecordReader;
import dev.millrace.contract.record.RejectedRecord;
import dev.millrace.model.collaborative.ItemDictionary;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/**
 * Turns what one poll brought into a {@link Batch}: the newest sequence of each user first, then
 * the requests, so that an answer knows everything that came with it. Belongs to the serving
 * thread.
 */
final class BatchProcessor {

  private final RecordReader<UserSequence> sequences;
  private final RequestReader requests;
  private final ListSettings settings;
  private final ItemDictionary items;
  private final Lists lists;
  private final ListWriter writer;

  BatchProcessor(Topics topics, ListSettings settings, ItemDictionary items, Lists lists) {
    this.sequences = new RecordReader<>(topics.userSequences(), UserSequence::getUserId);
    this.requests = new RequestReader(topics, settings, lists.writer().tracing());
    this.settings = settings;
    this.items = items;
    this.lists = lists;
    this.writer = lists.writer();
  }

  /**
   * @param held what is known; not changed
   */
  Batch process(ConsumerRecords<byte[], byte[]> records, HeldUsers held) {
    Batch batch = new Batch(held);
    coalesce(records.records(sequences.topic().name()), batch)
        .forEach((user, change) -> apply(user, change, batch));
    for (ConsumerRecord<byte[], byte[]> record : records.records(requests.topic())) {
      orDeadLetter(record, batch, () -> answer(record, batch));
    }
    return batch;
  }

  private Map<UserKey, SequenceChange> coalesce(
      Iterable<ConsumerRecord<byte[], byte[]>> records, Batch batch) {
    Map<UserKey, SequenceChange> newest = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      orDeadLetter(record, batch, () -> batch.count(take(record, newest)));
    }
    return newest;
  }

  private BatchCounts take(
      ConsumerRecord<byte[], byte[]> record, Map<UserKey, SequenceChange> newest) {
    RecordReader.Entry<UserSequence> entry = sequences.read(record);
    noteRead(entry.value());
    UserKey user = new UserKey(record.partition(), entry.key());
    SequenceChange before = newest.get(user);
    boolean forgotten = entry.value() == null || (before != null && before.forgotten());
    newest.put(user, new SequenceChange(record, entry.value(), forgotten));
    return before == null
        ? BatchCounts.sequence()
        : BatchCounts.sequence().plus(BatchCounts.superseded());
  }

  private void noteRead(@Nullable UserSequence sequence) {
    if (sequence != null) {
      lists.metrics().freshness().reached(FreshnessStage.SEQUENCE, sequence.getArrivedAt());
    }
  }

  private void apply(UserKey user, SequenceChange change, Batch batch) {
    if (change.forgotten()) {
      batch.change(user, HeldUser.unknown());
      batch.write(writer.tombstone(user));
      batch.closeAll(user);
      batch.count(BatchCounts.tombstone());
    }
    UserSequence latest = change.latest();
    if (latest != null) {
      HeldSequence sequence =
          HeldSequence.of(latest, items, settings.maxHistory())
              .from(change.source(), writer.tracing().received(change.source().headers()));
      serve(user, sequence, batch);
    }
  }

  /** A refined list of the same version is not replaced by an instant one. */
  private void serve(UserKey user, HeldSequence sequence, Batch batch) {
    HeldUser known = batch.user(user).withSequence(sequence);
    long offset = sequence.offset();
    ServedList last = known.lastList();
    boolean isAnswered = last != null && last.source().covers(sequence.version(), offset);
    if (isAnswered || known.isRefined()) {
      batch.change(user, known);
      return;
    }
    batch.noteDue(user);
    MadeList made = lists.make(sequence, ListQuery.standard(settings));
    ServedList list =
        new ServedList(
            made.items(), ModelIds.TRANSITIONS, new ServedList.Source(sequence.version(), offset));
    batch.change(user, known.withLastList(list));
    if (last != null && last.looksLike(list) && !settings.emitUnchanged()) {
      batch.count(BatchCounts.unchangedList());
      return;
    }
    ListCause cause = ListCause.sequence(sequences.topic().name(), sequence);
    Recommendation written = writer.recommendation(user, sequence, made, cause);
    batch.write(writer.written(Lane.INSTANT, written, cause));
    batch.noteArrival(FreshnessStage.INSTANT, sequence.arrivedAt());
    batch.count(BatchCounts.list());
  }

  /** With what a language model has made of the sequence already, or else with an instant list. */
  private void answer(ConsumerRecord<byte[], byte[]> record, Batch batch) {
    Demand.Request request = requests.read(record);
    HeldUser known = batch.user(request.user());
    MadeList kept = lists.maker().kept().answer(known, request.query());
    if (kept == null) {
      batch.noteAsked(request);
    }
    MadeList made = kept == null ? lists.make(known.sequence(), request.query()) : kept;
    Recommendation answer =
        writer.recommendation(request.user(), known.sequence(), made, request.cause());
    batch.write(writer.written(Lane.INSTANT, answer, request.cause()).after(known.refined()));
    batch.change(
        request.user(), known.withLastList(ServedList.of(answer, items, sequences.topic().name())));
    batch.count(BatchCounts.answer());
  }

  private static void orDeadLetter(
      ConsumerRecord<byte[], byte[]> record, Batch batch, Runnable use) {
    try {
      use.run();
    } catch (InvalidRecordException reason) {
      batch.write(new RejectedRecord(record, reason).toDeadLetter());
      batch.count(BatchCounts.deadLetters(1));
    }
  }
}
