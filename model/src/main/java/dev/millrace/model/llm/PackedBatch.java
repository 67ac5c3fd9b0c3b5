package dev.millrace.model.llm;

import java.util.List;

/** A batch's tokens, one row after the other without padding, R in all. */
final class PackedBatch {

  private final long[] tokens;
  private final long[] positions;
  private final int[] rowIndices;
  private final int[] starts;

  PackedBatch(TokenBatch batch) {
    List<int[]> rows = batch.rows();
    int total = rows.stream().mapToInt(row -> row.length).reduce(0, Math::addExact);
    tokens = new long[total];
    positions = new long[total];
    rowIndices = new int[total];
    starts = new int[rows.size() + 1];
    int next = 0;
    for (int row = 0; row < rows.size(); row++) {
      starts[row] = next;
      for (int position = 0; position < rows.get(row).length; position++) {
        tokens[next] = rows.get(row)[position];
        positions[next] = position;
        rowIndices[next++] = row;
      }
    }
    starts[rows.size()] = next;
  }

  /** Token ids, [R]. */
  long[] tokens() {
    return tokens;
  }

  /** Place of each token in its row, [R]. */
  long[] positions() {
    return positions;
  }

  /** Row of each token, [R]. */
  int[] rowIndices() {
    return rowIndices;
  }

  /** Number of rows, B. */
  int size() {
    return starts.length - 1;
  }

  /** Index of a row's first token among the R. */
  int start(int row) {
    return starts[row];
  }

  /** Tokens of a row. */
  int length(int row) {
    return starts[row + 1] - starts[row];
  }

  int longest() {
    int longest = 0;
    for (int row = 0; row < size(); row++) {
      longest = Math.max(longest, length(row));
    }
    return longest;
  }

  /** Whether it pays to compute the last layer for some places only. */
  boolean isMuchMoreThan(Positions places) {
    return tokens.length >= 4L * places.size();
  }

  /** Index of each place's token among the R. */
  long[] indices(Positions places) {
    long[] indices = new long[places.size()];
    for (int place = 0; place < indices.length; place++) {
      indices[place] = index(places.row(place), places.offset(place));
    }
    return indices;
  }

  private int index(int row, int offset) {
    if (row < 0 || row >= size() || offset < 0 || offset >= length(row)) {
      throw new IllegalArgumentException(
          "A place is a token of the batch, but there is no token %d in row %d"
              .formatted(offset, row));
    }
    return starts[row] + offset;
  }
}
