package dev.millrace.trainer.objective;

import static dev.millrace.trainer.objective.SelfHardLoss.withoutGradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/** Puts the terms of a block together; frees nothing. */
final class BlockShare {

  private final BlockArrays arrays;
  private final CrossEntropy crossEntropy;
  private final CountedPositions whole;

  BlockShare(BlockArrays arrays, double temperature, CountedPositions whole) {
    this.arrays = arrays;
    this.crossEntropy = new CrossEntropy(arrays, temperature);
    this.whole = whole;
  }

  /** LML or MSL alone. */
  BlockLoss plain(LogitBlock block) {
    NDArray base = mean(crossEntropy.of(arrays.masked(block.last())), whole.all());
    NDArray none = arrays.scalar(0);
    return new BlockLoss(base, terms(base, none, none, base));
  }

  /** With ILRec's terms. */
  BlockLoss selfHard(SelfHardNegatives config, LogitBlock block) {
    SelfHardLoss loss = new SelfHardLoss(config, arrays, block);
    HardNegatives negatives = loss.negatives();
    NDArray base = mean(loss.base(crossEntropy), whole.all());
    NDArray preference =
        config.preference().isActive()
            ? mean(loss.preference(crossEntropy, negatives), whole.all())
            : base;
    NDArray distillation =
        config.distillation().isActive() && whole.notEnds() > 0
            ? mean(loss.distillation(), whole.notEnds())
            : arrays.scalar(0);
    NDArray regularisation =
        config.regularisation().isActive()
            ? mean(loss.regularisation(negatives), whole.all())
            : arrays.scalar(0);
    NDArray total =
        preference
            .add(weighted(distillation, config.distillation()))
            .add(weighted(regularisation, config.regularisation()));
    return new BlockLoss(total, terms(preference, distillation, regularisation, base));
  }

  private NDArray mean(NDArray sum, long positions) {
    return sum.mul(arrays.scalar(1.0 / positions));
  }

  private NDArray weighted(NDArray mean, Term term) {
    return mean.mul(arrays.scalar(term.weight()));
  }

  private static NDArray terms(NDArray... means) {
    return withoutGradient(() -> NDArrays.stack(new NDList(means)));
  }
}
