package dev.millrace.model.collaborative;

import java.util.Arrays;

/** A set of dense item ids that is emptied in constant time, whatever was in it. */
final class Marks {

  private int[] rounds = new int[16];
  private int round;

  /** Unmarks everything and makes room for items up to the dictionary's size. */
  void reset(int items) {
    if (items > rounds.length) {
      rounds = Arrays.copyOf(rounds, Math.max(items, rounds.length * 2));
    }
    round++;
    if (round == 0) {
      Arrays.fill(rounds, 0);
      round = 1;
    }
  }

  void mark(int item) {
    rounds[item] = round;
  }

  boolean isMarked(int item) {
    return rounds[item] == round;
  }
}
