package dev.millrace.model.llm;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Chosen places in a batch. */
public final class Positions {

  private final int[] rows;
  private final int[] offsets;

  /**
   * @param rows for each place the row in the batch
   * @param offsets for each place the token in its row, from 0
   * @throws IllegalArgumentException if the lengths differ or there is no place
   */
  public Positions(int[] rows, int[] offsets) {
    if (rows.length != offsets.length || rows.length == 0) {
      throw new IllegalArgumentException(
          "Places have a row and an offset each, at least one, but there were %d and %d"
              .formatted(rows.length, offsets.length));
    }
    this.rows = rows.clone();
    this.offsets = offsets.clone();
  }

  /** Every token of a batch, row after row. */
  public static Positions all(TokenBatch batch) {
    List<int[]> rows = batch.rows();
    int[] row =
        IntStream.range(0, rows.size())
            .flatMap(i -> IntStream.range(0, rows.get(i).length).map(offset -> i))
            .toArray();
    int[] offsets = rows.stream().flatMapToInt(r -> IntStream.range(0, r.length)).toArray();
    return new Positions(row, offsets);
  }

  /** The last token of each row. */
  public static Positions last(TokenBatch batch) {
    return new Positions(
        IntStream.range(0, batch.rows().size()).toArray(),
        batch.rows().stream().mapToInt(row -> row.length - 1).toArray());
  }

  /** Number of places, P. */
  public int size() {
    return rows.length;
  }

  /** Row of each place, [P]. */
  int[] rows() {
    return rows.clone();
  }

  /** Token of each place in its row, [P]. */
  long[] offsets() {
    return Arrays.stream(offsets).asLongStream().toArray();
  }

  /** Row of a place. */
  public int row(int place) {
    return rows[place];
  }

  /** Token of a place in its row, from 0. */
  public int offset(int place) {
    return offsets[place];
  }
}
