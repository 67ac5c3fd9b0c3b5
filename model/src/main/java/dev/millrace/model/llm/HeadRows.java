package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.core.Linear;

/**
 * Rows of the output matrix, n of V, that several computations of a step share. What they have in
 * common is gathered once, and its gradient is scattered once.
 */
public final class HeadRows {

  private final NDArray rows;
  private final Cast cast;

  HeadRows(NDArray rows, Cast cast) {
    this.rows = rows;
    this.cast = cast;
  }

  /**
   * Logits of the first of the rows, the same for all places.
   *
   * @param normed [P, d], from {@link Head#normed}
   * @param count how many rows, C
   * @return [P, C], float32
   */
  public NDArray first(NDArray normed, long count) {
    NDArray used =
        count == rows.getShape().get(0) ? rows : rows.get(new NDIndex("0:" + count + ", :"));
    return cast.widen(Linear.linear(normed, used, null).singletonOrThrow());
  }

  /**
   * Logits of some of the rows, others for each place.
   *
   * @param normed [P, d], from {@link Head#normed}
   * @param indices [P, C], INT64, places among these rows
   * @return [P, C], float32
   */
  public NDArray gathered(NDArray normed, NDArray indices) {
    NDArray column = normed.expandDims(2);
    return cast.widen(Slots.pick(rows, indices).matMul(column).squeeze(2));
  }
}
