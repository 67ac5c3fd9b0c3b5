package dev.millrace.model.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.millrace.model.llm.Cast;
import dev.millrace.model.llm.NoGradient;
import dev.millrace.model.llm.Tensors;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adam with decoupled weight decay (arXiv 1711.05101), moments in float32. Of parameters in a lower
 * precision it keeps copies in float32, which take the steps that would be lost by rounding. While
 * it is open, its parameters record gradients.
 */
public final class AdamW implements AutoCloseable {

  private static final String MEAN = ".mean";
  private static final String SQUARE = ".square";
  private static final String MASTER = ".master";

  private final NDManager manager;
  private final SortedMap<String, NDArray> parameters;
  private final Cast cast;
  private final SortedMap<String, NDArray> moments = new TreeMap<>();
  private final FusedUpdate fused;
  private long steps;

  /**
   * @param owner the moments live in a sub-manager of it
   * @param parameters to be trained, by name
   */
  public AdamW(NDManager owner, Map<String, NDArray> parameters, AdamWOptions options) {
    this(owner, parameters, options, new Cast.None());
  }

  /**
   * For parameters of which some have a lower precision.
   *
   * @param owner the moments live in a sub-manager of it
   * @param parameters to be trained, by name
   * @param cast between their precision and float32
   */
  public AdamW(NDManager owner, Map<String, NDArray> parameters, AdamWOptions options, Cast cast) {
    this.cast = cast;
    this.manager = owner.newSubManager();
    this.parameters = new TreeMap<>(parameters);
    this.fused = new FusedUpdate(owner.getDevice(), options);
    parameters.forEach(
        (name, parameter) -> {
          moments.put(name + MEAN, manager.zeros(parameter.getShape(), DataType.FLOAT32));
          moments.put(name + SQUARE, manager.zeros(parameter.getShape(), DataType.FLOAT32));
          if (isNarrow(parameter)) {
            NDArray master = widened(parameter);
            master.attach(manager);
            moments.put(name + MASTER, master);
          }
          parameter.setRequiresGradient(true);
        });
  }

  /** Euclidean norm of all gradients together; not finite if one of them is not. */
  public double gradientNorm() {
    try (NoGradient none = new NoGradient();
        NDScope scope = new NDScope()) {
      none.suppressNotUsedWarning();
      scope.suppressNotUsedWarning();
      NDArray total = manager.zeros(new Shape());
      for (NDArray parameter : parameters.values()) {
        total = total.add(squareSum(gradient(parameter)));
      }
      return Math.sqrt(total.getFloat());
    }
  }

  /** Row by row, so that no square of the whole is made and no sum is of too many numbers. */
  private static NDArray squareSum(NDArray gradient) {
    int dimensions = gradient.getShape().dimension();
    return dimensions < 2
        ? gradient.square().sum()
        : gradient.norm(new int[] {dimensions - 1}, false).square().sum();
  }

  /**
   * Moves the parameters against their gradients and clears these.
   *
   * @param learningRate length of the step
   * @param gradientScale factor on the gradients, below 1 to clip them
   */
  public void step(double learningRate, double gradientScale) {
    steps++;
    try (NDManager scratch = manager.newSubManager()) {
      FusedUpdate.Step step = fused.step(scratch, steps, learningRate, gradientScale);
      parameters.forEach((name, parameter) -> move(name, parameter, step));
    }
    clearGradients();
  }

  private void move(String name, NDArray parameter, FusedUpdate.Step step) {
    try (NoGradient none = new NoGradient();
        NDScope scope = new NDScope()) {
      none.suppressNotUsedWarning();
      scope.suppressNotUsedWarning();
      NDArray moved = isNarrow(parameter) ? moment(name + MASTER) : parameter;
      FusedUpdate.Moments own = new FusedUpdate.Moments(moment(name + MEAN), moment(name + SQUARE));
      fused.move(moved, gradient(parameter), own, step);
      if (isNarrow(parameter)) {
        Tensors.assign(parameter, cast.narrow(moved));
      }
    }
  }

  private NDArray moment(String name) {
    return Objects.requireNonNull(moments.get(name), name);
  }

  private NDArray gradient(NDArray parameter) {
    NDArray gradient = Tensors.gradient(parameter);
    return isNarrow(parameter) ? cast.widen(gradient) : gradient;
  }

  private boolean isNarrow(NDArray parameter) {
    return !cast.isIdentity() && parameter.getDataType() != DataType.FLOAT32;
  }

  private NDArray widened(NDArray parameter) {
    try (NoGradient none = new NoGradient()) {
      none.suppressNotUsedWarning();
      return cast.widen(parameter);
    }
  }

  /** Forgets the gradients, also those that are not finite, without a step. */
  public void clearGradients() {
    for (NDArray parameter : parameters.values()) {
      JniUtils.zeroGrad((PtNDArray) parameter);
    }
  }

  /** Number of steps taken. */
  public long steps() {
    return steps;
  }

  /**
   * Mean and mean square of the gradients of each parameter, and the copies of those in a lower
   * precision, by name; part of a checkpoint.
   */
  public SortedMap<String, NDArray> moments() {
    return Collections.unmodifiableSortedMap(moments);
  }

  /**
   * Continues where a checkpoint was written.
   *
   * @param saved as {@link #moments()} gave them; copied
   * @param takenSteps as {@link #steps()} gave them
   */
  public void restore(Map<String, NDArray> saved, long takenSteps) {
    if (!saved.keySet().equals(moments.keySet())) {
      throw new IllegalArgumentException(
          "Moments are of the parameters %s, but there were %s"
              .formatted(parameters.keySet(), saved.keySet()));
    }
    saved.forEach((name, moment) -> moment.copyTo(moment(name)));
    steps = takenSteps;
  }

  /** Frees the moments; the parameters record no more gradients. */
  @Override
  public void close() {
    parameters.values().forEach(parameter -> parameter.setRequiresGradient(false));
    manager.close();
    fused.close();
  }
}
