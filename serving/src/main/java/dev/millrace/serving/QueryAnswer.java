package dev.millrace.serving;

import dev.millrace.avro.Recommendation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the serving thread says to a {@link UserQuery}. */
sealed interface QueryAnswer {

  /**
   * The list as it is now.
   *
   * @param shown the refined list where the newest sequence has one, else the instant one
   * @param instant what the collaborative model alone would show; null if that is shown
   * @param history what the user took, the newest first
   */
  record Found(TitledList shown, @Nullable TitledList instant, List<TakenItem> history)
      implements QueryAnswer {}

  /**
   * A list for people.
   *
   * @param list as a record
   * @param titles of the items, in the same order
   */
  record TitledList(Recommendation list, List<String> titles) {}

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
