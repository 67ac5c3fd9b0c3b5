package dev.millrace.model.llm;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** Which keys chosen tokens of sequences see, sequence after sequence. */
final class SequenceView {

  private final PackedBatch batch;
  private final GroupOrder queries;
  private final long[] offsets;

  /** All tokens look. */
  SequenceView(PackedBatch batch) {
    this(batch, batch.rowIndices(), batch.positions());
  }

  /** The tokens at some positions look. */
  SequenceView(PackedBatch batch, Positions positions) {
    this(batch, positions.rows(), positions.offsets());
  }

  private SequenceView(PackedBatch batch, int[] rows, long[] offsets) {
    this.batch = batch;
    this.queries = new GroupOrder(rows, batch.size());
    this.offsets = offsets;
  }

  /** The sequences. */
  PackedBatch batch() {
    return batch;
  }

  /** The tokens that look, by sequence. */
  GroupOrder queries() {
    return queries;
  }

  /** For each token that looks its place in its sequence. */
  long[] offsets() {
    return offsets;
  }

  /** See {@link RaggedAttention.View}. */
  RaggedAttention.View at(NDManager manager, int window) {
    RaggedSizes sizes = new RaggedSizes();
    queries
        .groups()
        .forEach(row -> sizes.add(batch.start(row), batch.length(row), queries.size(row), 0));
    return new RaggedAttention.View(
        sizes.create(manager),
        manager.create(new Shape(0), DataType.INT64),
        manager.create(mask(window, sizes.cells())));
  }

  private float[] mask(int window, int cells) {
    float[] mask = new float[cells];
    Arrays.fill(mask, SequenceAttention.INVISIBLE);
    int start = 0;
    for (int row : queries.groups().toArray()) {
      for (int query : queries.rows(row).toArray()) {
        int offset = (int) offsets[query];
        int oldest = (int) Math.max(0, offset - (long) window + 1);
        Arrays.fill(mask, start + oldest, start + offset + 1, 0);
        start += batch.length(row);
      }
    }
    return mask;
  }
}
