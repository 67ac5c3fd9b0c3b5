package dev.millrace.model.collaborative;

import java.util.Arrays;

/**
 * Sums of votes by dense item id. The arrays are as long as the dictionary and are used again for
 * every user; only what was touched is cleared.
 */
final class ScoreBoard {

  private double[] scores = new double[16];
  private double[] largestVotes = new double[16];
  private int[] largestVoters = new int[16];
  private int[] touched = new int[16];
  private int touchedCount;

  /** Forgets all votes and makes room for items up to the dictionary's size. */
  void reset(int items) {
    for (int i = 0; i < touchedCount; i++) {
      scores[touched[i]] = 0;
      largestVotes[touched[i]] = 0;
    }
    touchedCount = 0;
    if (items > scores.length) {
      int capacity = Math.max(items, scores.length * 2);
      scores = Arrays.copyOf(scores, capacity);
      largestVotes = Arrays.copyOf(largestVotes, capacity);
      largestVoters = Arrays.copyOf(largestVoters, capacity);
      touched = Arrays.copyOf(touched, capacity);
    }
  }

  /** Adds a row's weights, times the coefficient, to its successors. */
  void vote(int voter, TransitionRow row, double coefficient) {
    for (int i = 0; i < row.size(); i++) {
      double vote = coefficient * row.weight(i);
      if (vote > 0) {
        add(row.successor(i), vote, voter);
      }
    }
  }

  private void add(int item, double vote, int voter) {
    if (scores[item] == 0) {
      touched[touchedCount++] = item;
    }
    scores[item] += vote;
    if (vote > largestVotes[item]) {
      largestVotes[item] = vote;
      largestVoters[item] = voter;
    }
  }

  /** Number of items that have a vote. */
  int size() {
    return touchedCount;
  }

  /**
   * @param index from 0, in no order that means anything
   */
  int item(int index) {
    return touched[index];
  }

  double score(int item) {
    return scores[item];
  }

  int because(int item) {
    return largestVoters[item];
  }
}
