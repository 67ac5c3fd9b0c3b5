package dev.millrace.trainer.objective;

import static dev.millrace.trainer.objective.HardNegatives.rowSums;

import ai.djl.ndarray.NDArray;
import dev.millrace.model.llm.NoGradient;
import java.util.List;
import java.util.function.Supplier;

/**
 * ILRec's terms of a block, each summed over positions. A layer's log-softmax at temperature 1 is
 * computed once: it selects and weights negatives, teaches and is taught.
 */
final class SelfHardLoss {

  private final SelfHardNegatives config;
  private final BlockArrays arrays;
  private final NDArray last;
  private final NDArray lastLog;
  private final List<NDArray> layerLogs;

  /**
   * @param block its intermediate layers are those that the configuration asks for
   */
  SelfHardLoss(SelfHardNegatives config, BlockArrays arrays, LogitBlock block) {
    if (config.needsIntermediateLayers() && block.intermediate().isEmpty()) {
      throw new IllegalArgumentException("The objective needs logits of intermediate layers");
    }
    this.config = config;
    this.arrays = arrays;
    this.last = arrays.masked(block.last());
    this.lastLog = last.logSoftmax(1);
    this.layerLogs =
        block.intermediate().stream().map(z -> arrays.masked(z).logSoftmax(1)).toList();
  }

  /** The loss without penalties. */
  NDArray base(CrossEntropy crossEntropy) {
    return crossEntropy.isPlain()
        ? crossEntropy.ofLogProbabilities(lastLog)
        : crossEntropy.of(last);
  }

  /** CPO: the base loss of z̃ = z + ln(1 + a·|N|·w). */
  NDArray preference(CrossEntropy crossEntropy, HardNegatives negatives) {
    NDArray penalties = withoutGradient(() -> negatives.penalties(config.preference().weight()));
    return crossEntropy.of(last.add(penalties));
  }

  /** What intermediate layers, or the last in their place, take for likely. */
  HardNegatives negatives() {
    boolean fromLast = config.source() == NegativeSource.FINAL_LAYER;
    try (NoGradient scope = new NoGradient()) {
      scope.suppressNotUsedWarning();
      NDArray threshold = arrays.atTarget(lastLog).exp().muli(config.phi());
      return HardNegatives.select(arrays, fromLast ? List.of(lastLog) : layerLogs, threshold);
    }
  }

  /**
   * CPD: Σ_t mean_k KL(P^L ‖ softmax(z^k)), positions that end a title left out. The teacher P^L
   * has no gradient.
   */
  NDArray distillation() {
    NDArray teacher = withoutGradient(lastLog::exp);
    NDArray negativeEntropy = withoutGradient(() -> rowSums(teacher.mul(lastLog)));
    NDArray sum = layerLogs.stream().reduce(NDArray::add).orElseThrow();
    NDArray mean = rowSums(sum.mul(teacher)).mul(arrays.scalar(1.0 / layerLogs.size()));
    return mean.neg().add(negativeEntropy).mul(arrays.notEnds()).sum();
  }

  /** CRR: Σ_t −Σ_v q(v) · log P^L(v), q being the rewards on N ∪ {g}, renormalised. */
  NDArray regularisation(HardNegatives negatives) {
    NDArray labels = withoutGradient(() -> negatives.softLabels(arrays.rewards()));
    NDArray norm = withoutGradient(() -> rowSums(labels));
    return rowSums(lastLog.mul(labels)).div(norm).sum().neg();
  }

  static NDArray withoutGradient(Supplier<NDArray> computation) {
    try (NoGradient scope = new NoGradient()) {
      scope.suppressNotUsedWarning();
      return computation.get();
    }
  }
}
