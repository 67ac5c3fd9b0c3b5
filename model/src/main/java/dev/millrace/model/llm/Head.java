package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.core.Linear;

/**
 * Final norm and output matrix: z = W_head · RMSNorm(h). On the hidden states of an earlier layer
 * it is that layer's logit lens. Logits are float32 and carry gradients.
 */
public final class Head {

  private final RmsNorm norm;
  private final NDArray weight;

  Head(RmsNorm norm, NDArray weight) {
    this.norm = norm;
    this.weight = weight;
  }

  /**
   * Logits of the whole vocabulary.
   *
   * @param hidden [P, d]
   * @return [P, V]
   */
  public NDArray logits(NDArray hidden) {
    return Scoped.compute(() -> project(norm.apply(hidden), weight));
  }

  /**
   * Logits of some tokens, the same for all places.
   *
   * @param hidden [P, d]
   * @param tokens [n], INT64
   * @return [P, n]
   */
  public NDArray logits(NDArray hidden, NDArray tokens) {
    return Scoped.compute(() -> project(norm.apply(hidden), rows(tokens)));
  }

  /**
   * Logits of some tokens, others for each place.
   *
   * @param hidden [P, d]
   * @param tokens [P, C], INT64, filled up with any token ids where a place has fewer
   * @return [P, C]
   */
  public NDArray gatheredLogits(NDArray hidden, NDArray tokens) {
    return Scoped.compute(
        () -> {
          NDArray column = norm.apply(hidden).expandDims(2);
          return float32(rows(tokens).matMul(column).squeeze(2));
        });
  }

  /**
   * Logits of pairs of a place and a token.
   *
   * @param hidden [P, d]
   * @param places [M], INT64, indices into hidden
   * @param tokens [M], INT64
   * @return [M]
   */
  public NDArray pairLogits(NDArray hidden, NDArray places, NDArray tokens) {
    return Scoped.compute(
        () -> {
          NDArray normed = Slots.pick(norm.apply(hidden), places);
          return float32(normed).mul(float32(rows(tokens))).sum(new int[] {-1});
        });
  }

  /** The output matrix's rows for some tokens, [n, d] for [n] and [P, C, d] for [P, C]. */
  NDArray rows(NDArray tokens) {
    return Slots.pick(weight, tokens);
  }

  /**
   * @param hidden [P, d]
   * @param rows [n, d], from {@link #rows}
   * @return [P, n]
   */
  NDArray blockLogits(NDArray hidden, NDArray rows) {
    return Scoped.compute(() -> project(norm.apply(hidden), rows));
  }

  private static NDArray project(NDArray normed, NDArray rows) {
    return float32(Linear.linear(normed, rows, null).singletonOrThrow());
  }

  private static NDArray float32(NDArray array) {
    return array.toType(DataType.FLOAT32, false);
  }
}
