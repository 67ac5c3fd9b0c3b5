package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;

/**
 * Final norm and output matrix: z = W_head · RMSNorm(h). On the hidden states of an earlier layer
 * it is that layer's logit lens. Logits are float32 and carry gradients.
 */
public final class Head {

  private static final int[] LAST = {-1};

  private final RmsNorm norm;
  private final NDArray weight;
  private final MatrixProducts products;
  private final Cast cast;

  Head(RmsNorm norm, NDArray weight, MatrixProducts products, Cast cast) {
    this.norm = norm;
    this.weight = weight;
    this.products = products;
    this.cast = cast;
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
          return cast.widen(rows(tokens).matMul(column).squeeze(2));
        });
  }

  /**
   * Logits of pairs of a place and a token.
   *
   * @param normed [P, d], of {@link #normed}
   * @param places [M], INT64, indices into them
   * @param tokens [M], INT64
   * @return [M]
   */
  public NDArray pairLogits(NDArray normed, NDArray places, NDArray tokens) {
    return Scoped.compute(
        () -> {
          NDArray states = cast.widen(Slots.pick(normed, places));
          NDArray weights = cast.widen(rows(tokens));
          NDArray products = NoGradient.isOn() ? states.muli(weights) : states.mul(weights);
          return products.sum(LAST);
        });
  }

  /**
   * Hidden states as the output matrix reads them, for {@link HeadRows}.
   *
   * @param hidden [P, d]
   * @return RMSNorm(h), [P, d]
   */
  public NDArray normed(NDArray hidden) {
    return norm.apply(hidden);
  }

  /**
   * The output matrix's rows for some tokens, taken out once for many uses; gradients flow back
   * through them.
   *
   * @param tokens [n], INT64
   */
  public HeadRows part(NDArray tokens) {
    return new HeadRows(rows(tokens), cast);
  }

  /** The whole output matrix. */
  public HeadRows whole() {
    return new HeadRows(weight, cast);
  }

  /** The output matrix's rows for some tokens, [n, d] for [n] and [P, C, d] for [P, C]. */
  NDArray rows(NDArray tokens) {
    return Tensors.rows(weight, tokens);
  }

  /**
   * @param hidden [P, d]
   * @param rows [n, d], from {@link #rows}
   * @return [P, n]
   */
  NDArray blockLogits(NDArray hidden, NDArray rows) {
    return Scoped.compute(() -> project(norm.apply(hidden), rows));
  }

  private NDArray project(NDArray normed, NDArray rows) {
    return cast.widen(products.linear(normed, rows, null));
  }
}
