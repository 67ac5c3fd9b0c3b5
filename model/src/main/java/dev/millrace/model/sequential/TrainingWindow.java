package dev.millrace.model.sequential;

import java.util.Arrays;

/**
 * A piece of a user's sequence to learn from: every item from some place on is a target, and what
 * comes before it in the piece is its history.
 */
final class TrainingWindow {

  private final int[] items;
  private final int firstTarget;

  /**
   * @param items the piece, oldest first, at least two items
   * @param firstTarget index of the first target, at least 1
   */
  TrainingWindow(int[] items, int firstTarget) {
    if (firstTarget < 1 || firstTarget >= items.length) {
      throw new IllegalArgumentException(
          "A target has an item before it, but was at %d of %d"
              .formatted(firstTarget, items.length));
    }
    this.items = items.clone();
    this.firstTarget = firstTarget;
  }

  /** What the network reads. */
  int[] inputs() {
    return Arrays.copyOf(items, items.length - 1);
  }

  /** The first place whose state has a target. */
  int firstPlace() {
    return firstTarget - 1;
  }

  /** What the network is to say, from the state at the first place on. */
  int[] targets() {
    return Arrays.copyOfRange(items, firstTarget, items.length);
  }

  int targetCount() {
    return items.length - firstTarget;
  }

  boolean contains(int item) {
    for (int other : items) {
      if (other == item) {
        return true;
      }
    }
    return false;
  }
}
