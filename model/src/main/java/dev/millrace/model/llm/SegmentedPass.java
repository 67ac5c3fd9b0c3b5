package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A forward pass that keeps little. The layers that were asked for, and those above the first of
 * them, are one segment whose graph is kept; of the segments below only what goes into them is.
 *
 * <p>After the backward pass of a loss of {@link #states()} comes {@link #backward}, with the same
 * collector.
 */
public final class SegmentedPass {

  private final LayerPass pass;
  private final Segments segments;
  private final List<Integer> starts = new ArrayList<>();
  private final List<NDArray> inputs = new ArrayList<>();
  private @Nullable HiddenStates states;

  private SegmentedPass(LayerPass pass, Segments segments) {
    this.pass = pass;
    this.segments = segments;
  }

  static SegmentedPass run(LayerPass pass, Segments segments) {
    SegmentedPass segmented = new SegmentedPass(pass, segments);
    segmented.forward();
    return segmented;
  }

  /** What was asked for, with gradients as far as the last segment reaches. */
  public HiddenStates states() {
    return Objects.requireNonNull(states);
  }

  private void forward() {
    int last = Math.min(pass.shallowest(), Math.max(1, pass.deepest() - segments.layers() + 1));
    for (int start = 1; start < last; start += segments.layers()) {
      starts.add(start);
    }
    starts.add(last);
    inputs.add(kept(-1, pass::embedded));
    for (int segment = 0; segment < starts.size() - 1; segment++) {
      NDArray input = inputs.get(segment);
      int index = segment;
      inputs.add(kept(segment, () -> through(index, input)));
    }
    NDArray input = inputs.get(inputs.size() - 1);
    input.setRequiresGradient(true);
    seed(starts.size() - 1);
    states = new HiddenStates(pass.lastScoped(input, last));
  }

  private NDArray through(int segment, NDArray input) {
    return pass.through(input, starts.get(segment), starts.get(segment + 1) - 1);
  }

  /** Without a graph, and of all that it makes only the result. */
  private NDArray kept(int segment, Supplier<NDArray> computation) {
    seed(segment);
    try (NoGradient none = new NoGradient()) {
      none.suppressNotUsedWarning();
      NDArray result = Scoped.compute(computation);
      result.attach(pass.scratch());
      return result;
    }
  }

  private void seed(int segment) {
    TensorEngine.start().setRandomSeed(segments.seed() * 31 + segment);
  }

  /**
   * Lets the gradients flow on through the segments below, down to the embedding.
   *
   * @param collector has done the backward pass of the loss
   */
  public void backward(GradientCollector collector) {
    for (int segment = starts.size() - 2; segment >= 0; segment--) {
      NDArray input = inputs.get(segment);
      input.setRequiresGradient(true);
      int index = segment;
      backward(collector, segment, () -> through(index, input));
    }
    backward(collector, -1, pass::embedded);
  }

  /** Computes a segment again, this time for its gradient. */
  private void backward(GradientCollector collector, int segment, Supplier<NDArray> computation) {
    NDArray output = inputs.get(segment + 1);
    seed(segment);
    try (NDScope scope = new NDScope();
        NDArray gradient = output.getGradient()) {
      scope.suppressNotUsedWarning();
      collector.backward(computation.get().mul(gradient).sum());
    }
    output.close();
  }
}
