package dev.millrace.standalone.replay;

import java.util.BitSet;

/**
 * Which rows the broker has acknowledged: all before a mark, and some beyond it, because people do
 * not act in the order of the file when each waits for a list.
 */
final class AckedRows {

  private static final int COMPACT_AT = 1 << 16;

  private long before;
  private final BitSet beyond = new BitSet();

  /** No row yet. */
  AckedRows() {
    this(0, new BitSet());
  }

  private AckedRows(long before, BitSet beyond) {
    this.before = before;
    this.beyond.or(beyond);
  }

  /**
   * The text of {@link #toString}, read back.
   *
   * @throws IllegalArgumentException if it is none
   */
  static AckedRows parse(String text) {
    String[] ranges = text.split(",", -1);
    AckedRows rows = new AckedRows(Long.parseLong(ranges[0]), new BitSet());
    for (int i = 1; i < ranges.length; i++) {
      String[] ends = ranges[i].split("-", 2);
      long first = Long.parseLong(ends[0]);
      for (long row = first; row <= Long.parseLong(ends[ends.length - 1]); row++) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** A copy that does not change. */
  AckedRows copy() {
    return new AckedRows(before, beyond);
  }

  void add(long row) {
    if (row >= before) {
      beyond.set(Math.toIntExact(row - before));
      int contiguous = beyond.nextClearBit(0);
      if (contiguous >= COMPACT_AT || contiguous == beyond.length()) {
        moveMark(contiguous);
      }
    }
  }

  boolean contains(long row) {
    long distance = row - before;
    return distance < 0 || (distance <= Integer.MAX_VALUE && beyond.get((int) distance));
  }

  long count() {
    return before + beyond.cardinality();
  }

  /** Every row below is acknowledged, then ranges beyond: {@code 100,105-110,112}. */
  @Override
  public String toString() {
    int contiguous = beyond.nextClearBit(0);
    StringBuilder text = new StringBuilder().append(before + contiguous);
    for (int from = beyond.nextSetBit(contiguous); from >= 0; ) {
      int to = beyond.nextClearBit(from);
      text.append(',').append(before + from);
      if (to > from + 1) {
        text.append('-').append(before + to - 1);
      }
      from = beyond.nextSetBit(to);
    }
    return text.toString();
  }

  private void moveMark(int rows) {
    BitSet rest = beyond.get(rows, Math.max(rows, beyond.length()));
    beyond.clear();
    beyond.or(rest);
    before += rows;
  }
}
