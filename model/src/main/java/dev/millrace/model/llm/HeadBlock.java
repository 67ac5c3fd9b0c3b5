package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.stream.IntStream;

/** Rows of the output matrix, copied out once. */
final class HeadBlock implements TokenBlock {

  private final NDManager manager;
  private final NDArray rows;
  private final int size;

  private HeadBlock(NDManager manager, NDArray rows, int size) {
    this.manager = manager;
    this.rows = rows;
    this.size = size;
  }

  static HeadBlock of(NDManager manager, Head head, int[] tokens) {
    long[] ids = IntStream.of(tokens).asLongStream().toArray();
    try (NoGradient scope = new NoGradient();
        NDArray index = manager.create(ids)) {
      scope.suppressNotUsedWarning();
      return new HeadBlock(manager, head.rows(index), tokens.length);
    }
  }

  /** [n, d]. */
  NDArray rows() {
    return rows;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void close() {
    manager.close();
  }
}
