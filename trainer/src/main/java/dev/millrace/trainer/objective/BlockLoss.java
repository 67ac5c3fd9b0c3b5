package dev.millrace.trainer.objective;

import ai.djl.ndarray.NDArray;

/**
 * A block's share of a micro-batch's mean loss: the shares of all blocks add up to the loss.
 *
 * @param total what is minimised, scalar, with gradient
 * @param terms what it is made of, see {@link LossTerms}, [4], without gradient
 */
public record BlockLoss(NDArray total, NDArray terms) implements AutoCloseable {

  /** Frees both; what the gradient needs lives on in the graph. */
  @Override
  public void close() {
    total.close();
    terms.close();
  }
}
