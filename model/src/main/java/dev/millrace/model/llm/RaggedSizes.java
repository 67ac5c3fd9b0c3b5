package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.stream.LongStream;

/** Collects how much each prompt has of what, for {@link RaggedAttention.View}. */
final class RaggedSizes {

  private static final int COLUMNS = 4;

  private final LongStream.Builder values = LongStream.builder();
  private int prompts;
  private int cells;

  /**
   * @param start row of the prompt's first key among the keys of all prompts
   * @param length keys of the prompt
   * @param queries that look at them
   * @param seen keys of the tree that any of the queries sees
   */
  void add(int start, int length, int queries, int seen) {
    values.add(start).add(length).add(queries).add(seen);
    prompts++;
    cells = Math.addExact(cells, Math.multiplyExact(queries, length + seen));
  }

  /** Cells of the mask. */
  int cells() {
    return cells;
  }

  /** [U, 4], INT64. */
  NDArray create(NDManager manager) {
    return manager.create(values.build().toArray(), new Shape(prompts, COLUMNS));
  }
}
