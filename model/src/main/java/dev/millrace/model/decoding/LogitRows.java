package dev.millrace.model.decoding;

import java.util.Collection;

/** Logits of chosen tokens, rows of different lengths in one array. */
public final class LogitRows {

  private final float[] values;
  private final int[] starts;

  /**
   * @param values all rows, one behind the other; taken over, not copied
   * @param lengths length of every row
   */
  public LogitRows(float[] values, int[] lengths) {
    this.values = values;
    this.starts = new int[lengths.length + 1];
    for (int row = 0; row < lengths.length; row++) {
      starts[row + 1] = starts[row] + lengths[row];
    }
    if (starts[lengths.length] != values.length) {
      throw new IllegalArgumentException(
          "Rows of " + starts[lengths.length] + " logits in all, but " + values.length + " given");
    }
  }

  /** Rows of an array each; copied. */
  public static LogitRows of(Collection<float[]> rows) {
    int[] lengths = rows.stream().mapToInt(row -> row.length).toArray();
    float[] values = new float[rows.stream().mapToInt(row -> row.length).sum()];
    int next = 0;
    for (float[] row : rows) {
      System.arraycopy(row, 0, values, next, row.length);
      next += row.length;
    }
    return new LogitRows(values, lengths);
  }

  /** Number of rows. */
  public int rows() {
    return starts.length - 1;
  }

  /** Number of logits in a row. */
  public int length(int row) {
    return starts[row + 1] - starts[row];
  }

  /**
   * @param index place of the token among those that were wanted, from 0
   */
  public float get(int row, int index) {
    return values[starts[row] + index];
  }
}
