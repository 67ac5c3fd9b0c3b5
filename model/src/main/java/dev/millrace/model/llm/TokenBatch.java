package dev.millrace.model.llm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Token sequences of any lengths. Padding never shows: it is put on where attention needs it and
 * taken off again.
 *
 * @param rows token ids of each sequence, each at least one
 */
public record TokenBatch(List<int[]> rows) {

  /** Copies the list; refuses empty batches and rows. */
  public TokenBatch {
    rows = List.copyOf(rows);
    if (rows.isEmpty() || rows.stream().anyMatch(row -> row.length == 0)) {
      throw new IllegalArgumentException(
          "A batch has at least one row, and a row at least one token; lengths were "
              + rows.stream().map(row -> row.length).toList());
    }
  }

  /**
   * Takes off the padding of a rectangular batch, whether it is on the left or on the right.
   *
   * @param tokens [rows][length]
   * @param real [rows][length], false where there is padding
   */
  public static TokenBatch padded(int[][] tokens, boolean[][] real) {
    List<int[]> rows = new ArrayList<>();
    for (int row = 0; row < tokens.length; row++) {
      rows.add(unpadded(tokens[row], real[row]));
    }
    return new TokenBatch(rows);
  }

  private static int[] unpadded(int[] tokens, boolean[] real) {
    if (tokens.length != real.length) {
      throw new IllegalArgumentException(
          "A row of %d tokens has a mask of as many, but it had %d"
              .formatted(tokens.length, real.length));
    }
    int[] kept = new int[tokens.length];
    int size = 0;
    for (int i = 0; i < tokens.length; i++) {
      if (real[i]) {
        kept[size++] = tokens[i];
      }
    }
    return Arrays.copyOf(kept, size);
  }
}
