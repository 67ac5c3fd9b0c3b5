package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * The reshaping of grouped-query attention. B groups of T slots; H query heads share K heads of
 * keys, G = H / K each; s dimensions a head. Query heads lie beside the slots, so that keys and
 * values are never repeated.
 */
final class GroupedHeads {

  private final AttentionConfig config;
  private final Slots slots;

  GroupedHeads(AttentionConfig config, Slots slots) {
    this.config = config;
    this.slots = slots;
  }

  /**
   * @param query [R, H, s]
   * @return [B·K, G·T, s]
   */
  NDArray queries(NDArray query) {
    NDArray spread = slots.spread(query.reshape(-1, config.queryWidth()));
    return spread
        .reshape(b(), t(), k(), g(), s())
        .transpose(0, 2, 3, 1, 4)
        .reshape(b() * k(), g() * t(), s());
  }

  /**
   * @param keys keys or values, [R, K, s]
   * @return [B·K, T, s]
   */
  NDArray keys(NDArray keys) {
    NDArray spread = slots.spread(keys.reshape(-1, config.keyWidth()));
    return spread.reshape(b(), t(), k(), s()).transpose(0, 2, 1, 3).reshape(b() * k(), t(), s());
  }

  /**
   * Masks and normalises in float32.
   *
   * @param scores [B·K, G·T, S]
   * @param mask 0 where a slot sees a key, very low elsewhere; [T, S] or [B, 1, 1, T, S]
   * @return [B·K, G·T, S]
   */
  NDArray probabilities(NDArray scores, NDArray mask) {
    Shape shape = scores.getShape();
    return scores
        .toType(DataType.FLOAT32, false)
        .reshape(b(), k(), g(), t(), shape.get(2))
        .add(mask)
        .softmax(-1)
        .toType(scores.getDataType(), false)
        .reshape(shape);
  }

  /**
   * @param context [B·K, G·T, s]
   * @return [R, H·s]
   */
  NDArray rows(NDArray context) {
    NDArray merged =
        context
            .reshape(b(), k(), g(), t(), s())
            .transpose(0, 3, 1, 2, 4)
            .reshape(b() * t(), config.queryWidth());
    return slots.collect(merged);
  }

  private long b() {
    return slots.groups();
  }

  private long t() {
    return slots.width();
  }

  private long k() {
    return config.keyValueHeads();
  }

  private long g() {
    return config.groupSize();
  }

  private long s() {
    return config.headSize();
  }
}
