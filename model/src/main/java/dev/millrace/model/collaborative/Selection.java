package dev.millrace.model.collaborative;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * Which items may be in a list, and how many.
 *
 * @param k length of the list, at least 1; it is shorter when fewer items may be recommended
 * @param excluded items to leave out
 * @param eligible asked with dense ids; false leaves an item out
 */
public record Selection(int k, List<ItemIds> excluded, IntPredicate eligible) {

  /**
   * @throws IllegalArgumentException if k is below 1
   */
  public Selection {
    if (k < 1) {
      throw new IllegalArgumentException("A list has at least 1 item, but k was " + k);
    }
    excluded = List.copyOf(excluded);
  }

  /** The best k of all items. */
  public static Selection best(int k) {
    return new Selection(k, List.of(), item -> true);
  }
}
