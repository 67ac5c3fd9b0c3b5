package dev.millrace.serving;

import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.ScoredItem;
import dev.millrace.model.collaborative.Selection;
import dev.millrace.serving.language.RankingJob;
import dev.millrace.serving.language.Role;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * One list to be refined.
 *
 * @param demand whose, and what for
 * @param role which model is asked
 * @param sequence as it is when the window is cut
 * @param choice what may be in the list
 * @param times when it became due, and was cut
 */
record Refinement(Demand demand, Role role, HeldSequence sequence, Choice choice, Times times)
    implements RankingJob {

  /**
   * What may be in a list.
   *
   * @param query what is wanted
   * @param allowed the items, as they are when the window is cut
   * @param collaborative candidates of the collaborative model
   */
  record Choice(ListQuery query, Selection allowed, List<ScoredItem> collaborative) {}

  /**
   * On the clock of {@link System#nanoTime}.
   *
   * @param dueNanos when the user became due
   * @param cutNanos when the job was made
   */
  record Times(long dueNanos, long cutNanos) {}

  UserKey user() {
    return demand.user();
  }

  List<ScoredItem> collaborative() {
    return choice.collaborative();
  }

  @Override
  public ItemIds history() {
    return sequence.history().items();
  }

  @Override
  public List<ItemIds> excluded() {
    return choice.allowed().excluded();
  }

  @Override
  public IntPredicate eligible() {
    return choice.allowed().eligible();
  }

  @Override
  public ItemIds proposed() {
    return ItemIds.of(collaborative().stream().mapToInt(ScoredItem::item).toArray());
  }
}
