package dev.millrace.serving;

import dev.millrace.avro.Recommendation;
import java.util.List;
import java.util.Set;

/** What the serving thread says to a {@link UserQuery}. */
sealed interface QueryAnswer {

  /**
   * The list as it is now.
   *
   * @param list made from what is held
   * @param titles of the items, in the same order
   * @param history what the user took, the newest first
   */
  record Found(Recommendation list, List<String> titles, List<TakenItem> history)
      implements QueryAnswer {}

  /**
   * An item of a user's sequence.
   *
   * @param itemId its id
   * @param title as people read it
   */
  record TakenItem(String itemId, String title) {}

  /**
   * Another process serves the user.
   *
   * @param partition of the user
   * @param servedHere partitions that this process serves
   */
  record Elsewhere(int partition, Set<Integer> servedHere) implements QueryAnswer {}
}
