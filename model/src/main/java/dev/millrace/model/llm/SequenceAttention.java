package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whole sequences: each token sees itself and what came before, within the layer's window. Padding
 * lies on the right, where no token looks, so one mask serves all sequences.
 */
final class SequenceAttention implements AttentionPattern {

  /** Low enough that its exponential is 0, yet finite: a row that sees nothing gives no NaN. */
  static final float INVISIBLE = -1e30f;

  private final List<Integer> windows;
  private final Rotation queryRotation;
  private final Rotation keyRotation;
  private final GroupedHeads grouped;
  private final Map<Integer, NDArray> masks = new HashMap<>();
  private final KeyValueListener listener;

  /** Gets the keys and values of each layer, [B·K, T, s], before they are freed. */
  @FunctionalInterface
  interface KeyValueListener {

    /** What training needs of them. */
    KeyValueListener NONE = (layer, keys, values) -> {};

    void onLayer(int layer, NDArray keys, NDArray values);
  }

  /** All tokens look. */
  SequenceAttention(
      NDManager manager, PackedBatch batch, DecoderContext context, KeyValueListener listener) {
    Slots slots = new Slots(manager, batch.rowIndices(), batch.size());
    this.windows = context.config().attention().windows();
    this.keyRotation = context.rotations().at(Tensors.longs(manager, batch.positions()));
    this.queryRotation = keyRotation.scaled(context.queryScale());
    this.grouped = new GroupedHeads(context, slots);
    this.listener = listener;
    for (int window : windows) {
      masks.computeIfAbsent(window, w -> mask(manager, slots.width(), w));
    }
  }

  private SequenceAttention(
      NDManager manager, PlaceSlots places, DecoderContext context, SequenceAttention all) {
    this.windows = all.windows;
    this.keyRotation = all.keyRotation;
    this.queryRotation =
        context
            .rotations()
            .at(Tensors.longs(manager, places.offsets()))
            .scaled(context.queryScale());
    Slots keys = all.grouped.keySlots();
    Slots queries = new Slots(manager, places.rows(), keys.groups());
    this.grouped = new GroupedHeads(context, queries, keys);
    this.listener = all.listener;
    Shape shape = new Shape(keys.groups(), 1, 1, queries.width(), keys.width());
    for (int window : windows) {
      masks.computeIfAbsent(
          window,
          w -> Tensors.floats(manager, places.mask(queries.width(), keys.width(), w), shape));
    }
  }

  /** The same sequences, of which only some tokens look. */
  SequenceAttention at(NDManager manager, Positions positions, DecoderContext context) {
    return new SequenceAttention(
        manager, new PlaceSlots(positions, grouped.keySlots().groups()), context, this);
  }

  /** 0 where 0 ≤ query − key < window, else {@link #INVISIBLE}; [T, T]. */
  private static NDArray mask(NDManager manager, int length, int window) {
    NDArray positions = manager.arange(0, length, 1, DataType.INT32);
    NDArray distance = positions.reshape(length, 1).sub(positions.reshape(1, length));
    NDArray visible = distance.gte(0).logicalAnd(distance.lt(window));
    return visible.logicalNot().toType(DataType.FLOAT32, false).mul(INVISIBLE);
  }

  @Override
  public Rotation queryRotation() {
    return queryRotation;
  }

  @Override
  public Rotation keyRotation() {
    return keyRotation;
  }

  @Override
  public NDArray attend(int layer, Heads heads) {
    NDArray keys = grouped.keys(heads.key());
    NDArray values = grouped.keys(heads.value());
    listener.onLayer(layer, keys, values);
    NDArray mask = Objects.requireNonNull(masks.get(windows.get(layer)));
    NDArray probabilities =
        Scoped.compute(
            () -> {
              NDArray scores = grouped.queries(heads.query()).matMul(keys.transpose(0, 2, 1));
              return grouped.probabilities(scores, mask);
            });
    return grouped.rows(probabilities.matMul(values));
  }
}
