package dev.millrace.model.llm;

import java.util.stream.IntStream;

/** The order in which rows go group after group; within a group they keep theirs. */
final class GroupOrder {

  private final int[] rows;
  private final int[] starts;

  /**
   * @param groupOfRow the group (0 to groups − 1) of each row
   */
  GroupOrder(int[] groupOfRow, int groups) {
    this.rows = new int[groupOfRow.length];
    this.starts = new int[groups + 1];
    for (int group : groupOfRow) {
      starts[group + 1]++;
    }
    for (int group = 0; group < groups; group++) {
      starts[group + 1] += starts[group];
    }
    int[] next = starts.clone();
    for (int row = 0; row < groupOfRow.length; row++) {
      rows[next[groupOfRow[row]]++] = row;
    }
  }

  /** Rows of a group. */
  int size(int group) {
    return starts[group + 1] - starts[group];
  }

  /** The rows of a group, ascending. */
  IntStream rows(int group) {
    return IntStream.range(starts[group], starts[group + 1]).map(i -> rows[i]);
  }

  /** Groups that have rows. */
  IntStream groups() {
    return IntStream.range(0, starts.length - 1).filter(group -> size(group) > 0);
  }

  /** Whether the rows already go group after group. */
  boolean isIdentity() {
    return IntStream.range(0, rows.length).allMatch(i -> rows[i] == i);
  }

  /** All rows, group after group. */
  long[] order() {
    return IntStream.of(rows).asLongStream().toArray();
  }

  /** The place of each row in {@link #order}. */
  long[] places() {
    long[] places = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      places[rows[i]] = i;
    }
    return places;
  }
}
