package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * The reshaping of grouped-query attention. B groups of T slots; H query heads share K heads of
 * keys, G = H / K each; s dimensions a head. Query heads lie beside the slots, so that keys and
 * values are never repeated.
 */
final class GroupedHeads {

  private final AttentionConfig config;
  private final Slots queries;
  private final Slots keys;
  private final Cast cast;

  /** All tokens have queries. */
  GroupedHeads(DecoderContext context, Slots slots) {
    this(context, slots, slots);
  }

  /**
   * @param queries slots of the P tokens that have queries
   * @param keys slots of the R tokens that have keys, in the same groups
   */
  GroupedHeads(DecoderContext context, Slots queries, Slots keys) {
    this.config = context.config().attention();
    this.queries = queries;
    this.keys = keys;
    this.cast = context.cast();
  }

  Slots keySlots() {
    return keys;
  }

  /**
   * @param query [P, H, s]
   * @return [B·K, G·T, s]
   */
  NDArray queries(NDArray query) {
    return Scoped.compute(
        () ->
            queries
                .spread(query.reshape(-1, config.queryWidth()))
                .reshape(b(), t(), k(), g(), s())
                .transpose(0, 2, 3, 1, 4)
                .reshape(b() * k(), g() * t(), s()));
  }

  /**
   * @param keys keys or values, [R, K, s]
   * @return [B·K, slots of the keys, s]
   */
  NDArray keys(NDArray keys) {
    return Scoped.compute(
        () ->
            this.keys
                .spread(keys.reshape(-1, config.keyWidth()))
                .reshape(b(), this.keys.width(), k(), s())
                .transpose(0, 2, 1, 3)
                .reshape(b() * k(), this.keys.width(), s()));
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
    NDArray wide = cast.widen(scores).reshape(b(), k(), g(), t(), shape.get(2));
    NDArray masked = NoGradient.isOn() ? wide.addi(mask) : wide.add(mask);
    return cast.narrow(masked.softmax(-1)).reshape(shape);
  }

  /**
   * @param context [B·K, G·T, s]
   * @return [P, H·s]
   */
  NDArray rows(NDArray context) {
    NDArray merged =
        context
            .reshape(b(), k(), g(), t(), s())
            .transpose(0, 3, 1, 2, 4)
            .reshape(b() * t(), config.queryWidth());
    return queries.collect(merged);
  }

  private long b() {
    return queries.groups();
  }

  private long t() {
    return queries.width();
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
