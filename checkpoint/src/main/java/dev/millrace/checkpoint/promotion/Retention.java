package dev.millrace.checkpoint.promotion;

import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.RunRecord;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which checkpoints are kept. Whatever these numbers say, what is announced as current and what a
 * rollback goes back to stay.
 *
 * @param keepLast the newest checkpoints kept, promoted or not; at least the one that training goes
 *     on from
 * @param keepPromoted the newest promoted checkpoints kept
 */
public record Retention(int keepLast, int keepPromoted) {

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public Retention {
    if (keepLast < 1 || keepPromoted < 0) {
      throw new IllegalArgumentException(
          "keepLast must be at least 1 and keepPromoted at least 0; found %d and %d"
              .formatted(keepLast, keepPromoted));
    }
  }

  /**
   * What may be deleted.
   *
   * @param stored all checkpoints of one model
   * @param announced the checkpoint announced as current and the one before it, as far as there are
   *     any
   * @return ids, oldest first
   */
  public List<CheckpointId> deletable(
      Collection<RunRecord> stored, Collection<CheckpointId> announced) {
    Set<CheckpointId> kept = new HashSet<>(announced);
    kept.addAll(newest(stored, keepLast, record -> true));
    kept.addAll(newest(stored, keepPromoted, Retention::isPromoted));
    return stored.stream().map(RunRecord::id).filter(id -> !kept.contains(id)).sorted().toList();
  }

  private static List<CheckpointId> newest(
      Collection<RunRecord> stored, int number, Predicate<RunRecord> which) {
    return stored.stream()
        .filter(which)
        .map(RunRecord::id)
        .sorted(Comparator.reverseOrder())
        .limit(number)
        .toList();
  }

  private static boolean isPromoted(RunRecord record) {
    return record.promotion() instanceof PromotionDecision.Promoted;
  }
}
