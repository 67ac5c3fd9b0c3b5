package dev.millrace.trainer.objective;

/** Whose probabilities select and weight the negatives. */
public enum NegativeSource {
  /** The mean over intermediate layers, P^I. */
  INTERMEDIATE,
  /** The final layer's, P^L in place of P^I: an ablation. */
  FINAL_LAYER
}
