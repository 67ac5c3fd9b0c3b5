package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** The attention part of one decoder layer. */
final class SelfAttention {

  private final AttentionConfig config;
  private final Projections projections;
  private final @Nullable RmsNorm queryNorm;
  private final @Nullable RmsNorm keyNorm;

  /** The four linear layers of an attention. */
  record Projections(LinearLayer query, LinearLayer key, LinearLayer value, LinearLayer output) {}

  /**
   * @param context gives the head size
   */
  SelfAttention(
      DecoderContext context,
      Projections projections,
      @Nullable RmsNorm queryNorm,
      @Nullable RmsNorm keyNorm) {
    this.config = context.config().attention();
    this.projections = projections;
    this.queryNorm = queryNorm;
    this.keyNorm = keyNorm;
  }

  /**
   * @param queried the tokens whose output is wanted, [P, d]
   * @param input all tokens, [R, d]
   * @param layer from 0
   * @return [P, d]
   */
  NDArray apply(NDArray queried, NDArray input, int layer, Pass pass) {
    boolean training = pass.training();
    NDArray attended =
        Scoped.compute(() -> pass.pattern().attend(layer, heads(queried, input, pass)));
    return projections.output().apply(attended, training);
  }

  private Heads heads(NDArray queried, NDArray input, Pass pass) {
    boolean training = pass.training();
    NDArray query = normed(split(projections.query().apply(queried, training)), queryNorm);
    NDArray key = normed(split(projections.key().apply(input, training)), keyNorm);
    NDArray value = split(projections.value().apply(input, training));
    HeadRotations rotations = pass.pattern().rotations();
    return new Heads(rotations.query().apply(query), rotations.key().apply(key), value);
  }

  private NDArray split(NDArray projected) {
    long rows = projected.getShape().get(0);
    return projected.reshape(rows, -1, config.headSize());
  }

  private static NDArray normed(NDArray heads, @Nullable RmsNorm norm) {
    return norm == null ? heads : norm.apply(heads);
  }
}
