package dev.millrace.serving;

import dev.millrace.avro.Recommendation;
import dev.millrace.contract.freshness.FreshnessStage;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.serving.HeldUser.Refined;

/**
 * How refined lists leave, and what is remembered of them.
 *
 * @param sequencesTopic whose records cause lists
 * @param items names of items
 * @param writer makes records of lists
 * @param metrics figures
 */
record RefinedOutput(
    String sequencesTopic, ItemDictionary items, ListWriter writer, RefinementMetrics metrics) {

  /** Puts a list into a batch, as the newest of its user. */
  void write(Refinement job, MadeList made, Batch batch) {
    if (job.demand() instanceof Demand.Request request) {
      batch.close(request);
      write(job, made, request.cause(), batch);
    } else {
      writeOfSequence(job, made, batch);
    }
  }

  private void writeOfSequence(Refinement job, MadeList made, Batch batch) {
    HeldSequence sequence = job.sequence();
    if (!batch.user(job.user()).isRefined()) {
      batch.noteArrival(FreshnessStage.REFINED, sequence.arrivedAt());
    }
    ListCause cause = ListCause.sequence(sequencesTopic, sequence);
    Recommendation list = write(job, made, cause, batch);
    batch.change(job.user(), batch.user(job.user()).withRefined(Refined.of(list, items)));
  }

  private Recommendation write(Refinement job, MadeList made, ListCause cause, Batch batch) {
    UserKey user = job.user();
    Recommendation list = writer.recommendation(user, job.sequence(), made, cause);
    WrittenList written = writer.written(Lane.REFINED, list, cause);
    boolean isAnswer = cause.correlationId() != null;
    batch.write(isAnswer ? written.after(batch.user(user).refined()) : written);
    batch.noteRefined(job);
    ServedList served = ServedList.of(list, items, sequencesTopic);
    batch.change(user, batch.user(user).withLastList(served));
    return list;
  }
}
