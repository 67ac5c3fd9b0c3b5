package dev.millrace.model.llm;

import java.util.List;

/**
 * A batch's tokens, one row after the other without padding, R in all.
 *
 * @param tokens token ids
 * @param positions place of each token in its row
 * @param rowIndices row of each token
 * @param starts for each row the index of its first token
 */
record PackedBatch(long[] tokens, long[] positions, int[] rowIndices, int[] starts) {

  static PackedBatch of(TokenBatch batch) {
    List<int[]> rows = batch.rows();
    int total = rows.stream().mapToInt(row -> row.length).sum();
    PackedBatch packed =
        new PackedBatch(new long[total], new long[total], new int[total], new int[rows.size()]);
    int next = 0;
    for (int row = 0; row < rows.size(); row++) {
      packed.starts[row] = next;
      for (int position = 0; position < rows.get(row).length; position++) {
        packed.tokens[next] = rows.get(row)[position];
        packed.positions[next] = position;
        packed.rowIndices[next++] = row;
      }
    }
    return packed;
  }

  /** Number of rows, B. */
  int size() {
    return starts.length;
  }

  int length(int row) {
    int end = row + 1 < starts.length ? starts[row + 1] : tokens.length;
    return end - starts[row];
  }

  int longest() {
    int longest = 0;
    for (int row = 0; row < starts.length; row++) {
      longest = Math.max(longest, length(row));
    }
    return longest;
  }

  /** Index of each place's token. */
  long[] indices(Positions places) {
    long[] indices = new long[places.size()];
    for (int i = 0; i < indices.length; i++) {
      int row = places.rows()[i];
      int offset = places.offsets()[i];
      if (row < 0 || row >= size() || offset < 0 || offset >= length(row)) {
        throw new IllegalArgumentException(
            "Place %d is token %d of row %d, but there is no such token"
                .formatted(i, offset, row));
      }
      indices[i] = starts[row] + offset;
    }
    return indices;
  }
}
