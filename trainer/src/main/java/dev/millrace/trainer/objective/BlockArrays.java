package dev.millrace.trainer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.millrace.model.llm.NoGradient;
import dev.millrace.model.llm.Tensors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What is known about a block's positions, as arrays beside its logits. */
final class BlockArrays {

  /** A logit of nothing: its probability is exactly 0, and 0 times its logarithm is 0. */
  static final float NEVER = -1e30f;

  /** Keeps a distribution over nothing but the target from being 0 / 0. */
  private static final float LITTLE = 1e-30f;

  private final NDManager manager;
  private final BlockTargets targets;
  private final NDArray target;
  private final @Nullable NDArray filling;

  BlockArrays(NDManager manager, BlockTargets targets) {
    this.manager = manager;
    this.targets = targets;
    this.target = Tensors.longs(manager, columnsOfTargets()).reshape(-1, 1);
    this.filling = targets.isPadded() ? filling() : null;
  }

  private long[] columnsOfTargets() {
    return IntStream.range(0, targets.positions()).mapToLong(targets::target).toArray();
  }

  /** 0 where a column is a token, {@link #NEVER} where it fills up, [P, C]. */
  private NDArray filling() {
    try (NoGradient scope = new NoGradient()) {
      scope.suppressNotUsedWarning();
      long[] widths = IntStream.range(0, targets.positions()).mapToLong(targets::width).toArray();
      NDArray columns = Tensors.longs(manager, LongStream.range(0, targets.columns()).toArray());
      NDArray outside = columns.reshape(1, -1).gte(Tensors.longs(manager, widths).reshape(-1, 1));
      return outside.toType(DataType.FLOAT32, true).muli(NEVER);
    }
  }

  /**
   * @param logits [P, C]
   * @return the same with {@link #NEVER} in columns that fill up
   */
  NDArray masked(NDArray logits) {
    return filling == null ? logits : logits.add(filling);
  }

  /**
   * @param values [P, C]
   * @return those of the ground-truth tokens, [P, 1]
   */
  NDArray atTarget(NDArray values) {
    return values.gather(target, 1);
  }

  /**
   * @param values [P, C]
   * @param value in the place of those of the ground-truth tokens
   * @return a copy
   */
  NDArray withTarget(NDArray values, double value) {
    NDArray same = manager.full(target.getShape(), (float) value);
    return values.scatter(target, same, 1);
  }

  /** A number beside the logits, for use where gradients are recorded. */
  NDArray scalar(double value) {
    return Tensors.scalar(manager, value);
  }

  /** 1 for positions whose ground-truth token does not end a title, 0 for the others, [P, 1]. */
  NDArray notEnds() {
    float[] values = new float[targets.positions()];
    for (int position = 0; position < values.length; position++) {
      values[position] = targets.isEnd(position) ? 0 : 1;
    }
    return Tensors.floats(manager, values, new Shape(values.length, 1));
  }

  /** Rewards, 0 in columns that fill up and above 0 for ground-truth tokens, [P, C]. */
  NDArray rewards() {
    int columns = targets.columns();
    float[] values = new float[targets.positions() * columns];
    for (int position = 0; position < targets.positions(); position++) {
      int from = position * columns;
      System.arraycopy(targets.rewards(position), 0, values, from, targets.width(position));
      int at = from + targets.target(position);
      values[at] = Math.max(values[at], LITTLE);
    }
    return manager.create(values, new Shape(targets.positions(), columns));
  }
}
