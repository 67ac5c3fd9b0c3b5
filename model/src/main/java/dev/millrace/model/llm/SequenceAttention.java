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
 * Sequences in a rectangle: padding lies on the right, where no token looks, so one mask serves
 * them all. The listener gets keys and values as [B·K, T, s], before they are freed.
 */
final class SequenceAttention implements SequencePattern {

  /** Low enough that its exponential is 0, yet finite: a row that sees nothing gives no NaN. */
  static final float INVISIBLE = -1e30f;

  private final List<Integer> windows;
  private final HeadRotations rotations;
  private final GroupedHeads grouped;
  private final Map<Integer, NDArray> masks = new HashMap<>();
  private final KeyValueListener listener;

  /** All tokens look. */
  SequenceAttention(
      NDManager manager, PackedBatch batch, DecoderContext context, KeyValueListener listener) {
    Slots slots = new Slots(manager, batch.rowIndices(), batch.size());
    this.windows = context.config().attention().windows();
    this.rotations =
        HeadRotations.of(
            context.rotations().at(Tensors.longs(manager, batch.positions())), context);
    this.grouped = new GroupedHeads(context, slots);
    this.listener = listener;
    for (int window : windows) {
      masks.computeIfAbsent(window, w -> mask(manager, slots.width(), w));
    }
  }

  private SequenceAttention(
      NDManager manager, Positions places, DecoderContext context, SequenceAttention all) {
    this.windows = all.windows;
    this.rotations =
        all.rotations.withQueries(
            context.rotations().at(Tensors.longs(manager, places.offsets())), context);
    Slots keys = all.grouped.keySlots();
    Slots queries = new Slots(manager, places.rows(), keys.groups());
    this.grouped = new GroupedHeads(context, queries, keys);
    this.listener = all.listener;
    PlaceSlots slots = new PlaceSlots(places, keys.groups());
    Shape shape = new Shape(keys.groups(), 1, 1, queries.width(), keys.width());
    for (int window : windows) {
      masks.computeIfAbsent(
          window,
          w -> Tensors.floats(manager, slots.mask(queries.width(), keys.width(), w), shape));
    }
  }

  @Override
  public SequenceAttention at(NDManager manager, Positions positions, DecoderContext context) {
    return new SequenceAttention(manager, positions, context, this);
  }

  /** 0 where 0 ≤ query − key < window, else {@link #INVISIBLE}; [T, T]. */
  private static NDArray mask(NDManager manager, int length, int window) {
    NDArray positions = manager.arange(0, length, 1, DataType.INT32);
    NDArray distance = positions.reshape(length, 1).sub(positions.reshape(1, length));
    NDArray visible = distance.gte(0).logicalAnd(distance.lt(window));
    return visible.logicalNot().toType(DataType.FLOAT32, false).mul(INVISIBLE);
  }

  @Override
  public HeadRotations rotations() {
    return rotations;
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
