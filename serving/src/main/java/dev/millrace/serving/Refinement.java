package dev.millrace.serving;

import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.ScoredItem;
import dev.millrace.serving.language.RankingJob;
import dev.millrace.serving.language.Role;
import java.util.List;

/**
 * One user's list to be refined.
 *
 * @param user whose
 * @param role which model is asked
 * @param sequence as it is when the window is cut
 * @param excluded items that must not be in the list
 * @param collaborative candidates of the collaborative model
 * @param times when it became due, and was cut
 */
record Refinement(
    UserKey user,
    Role role,
    HeldSequence sequence,
    List<ItemIds> excluded,
    List<ScoredItem> collaborative,
    Times times)
    implements RankingJob {

  /**
   * On the clock of {@link System#nanoTime}.
   *
   * @param dueNanos when the user became due
   * @param cutNanos when the job was made
   */
  record Times(long dueNanos, long cutNanos) {}

  @Override
  public ItemIds history() {
    return sequence.history().items();
  }

  @Override
  public ItemIds proposed() {
    return ItemIds.of(collaborative.stream().mapToInt(ScoredItem::item).toArray());
  }
}
