package dev.millrace.trainer.settings;

import dev.millrace.model.init.ModelSize;
import dev.millrace.trainer.learning.EpochOptions;

/**
 * What holds for data that is all there.
 *
 * @param size of a model that is made from the titles
 * @param epochs passes over the data at most
 * @param patience epochs without a better validation to stop after
 * @param examplesPerStep about how many examples a step learns from
 * @param learningRateFloor share of the learning rate that is left at the end, 0 to 1
 */
public record OfflineSettings(
    ModelSize size, int epochs, int patience, int examplesPerStep, double learningRateFloor) {

  /** Refuses sizes below 1 and a floor outside its range. */
  public OfflineSettings {
    new EpochOptions(epochs, patience, examplesPerStep, 0);
    if (!(learningRateFloor >= 0 && learningRateFloor <= 1)) {
      throw new IllegalArgumentException(
          "learning-rate-floor is from 0 to 1, but was " + learningRateFloor);
    }
  }

  /** The order's seed added. */
  public EpochOptions options(long seed) {
    return new EpochOptions(epochs, patience, examplesPerStep, seed);
  }
}
