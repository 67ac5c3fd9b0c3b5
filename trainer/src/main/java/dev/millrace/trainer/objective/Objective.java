package dev.millrace.trainer.objective;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;

/**
 * An objective as a pure function of logits. Means are over the positions of a whole micro-batch,
 * whatever blocks it is cut into:
 *
 * <pre>  L = (1/all) Σ_t τ·CE(z̃_t / τ) + b_CPD · L_CPD + b_CRR · L_CRR</pre>
 *
 * with CE the cross-entropy of the ground-truth token and z̃ the final logits with CPO's penalties,
 * or without them where CPO is off.
 */
public final class Objective {

  private final ObjectiveConfig config;

  /**
   * @param config what is minimised
   */
  public Objective(ObjectiveConfig config) {
    this.config = config;
  }

  /** What is minimised. */
  public ObjectiveConfig config() {
    return config;
  }

  /**
   * The loss of a block.
   *
   * @param scratch owns the result; all else is freed
   * @param block positions that count: for a loss inside the trie those with more than one child
   * @param temperature τ; 1 for a loss that has none
   * @param whole positions of the micro-batch
   * @throws IllegalArgumentException if the block lacks layers or the temperature is not above 0
   * @throws IllegalStateException if the block lacks rewards
   */
  public BlockLoss evaluate(
      NDManager scratch, LogitBlock block, double temperature, CountedPositions whole) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("A temperature is above 0, but was " + temperature);
    }
    BlockLoss loss;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      loss = compute(block, temperature, whole);
      NDScope.unregister(loss.total(), loss.terms());
    }
    NDScope.register(loss.total());
    NDScope.register(loss.terms());
    loss.total().attach(scratch);
    loss.terms().attach(scratch);
    return loss;
  }

  private BlockLoss compute(LogitBlock block, double temperature, CountedPositions whole) {
    BlockArrays arrays = new BlockArrays(block.last().getManager(), block.targets());
    BlockShare share = new BlockShare(arrays, temperature, whole);
    SelfHardNegatives negatives = config.negatives();
    return negatives == null || !negatives.isActive()
        ? share.plain(block)
        : share.selfHard(negatives, block);
  }
}
