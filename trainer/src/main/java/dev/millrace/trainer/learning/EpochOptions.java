package dev.millrace.trainer.learning;

/**
 * How a model learns from data that is all there.
 *
 * @param epochs passes over the data at most
 * @param patience epochs without a better validation to stop after
 * @param examplesPerStep about how many examples a step learns from
 * @param seed of the order
 */
public record EpochOptions(int epochs, int patience, int examplesPerStep, long seed) {

  /** Refuses sizes below 1. */
  public EpochOptions {
    if (epochs < 1 || patience < 1 || examplesPerStep < 1) {
      throw new IllegalArgumentException(
          "Epochs, patience and examples a step are at least 1, but were %d, %d and %d"
              .formatted(epochs, patience, examplesPerStep));
    }
  }
}
