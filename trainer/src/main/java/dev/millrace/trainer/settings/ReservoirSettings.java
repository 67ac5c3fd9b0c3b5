package dev.millrace.trainer.settings;

/**
 * What is learned again, so that the new does not drive out the old.
 *
 * @param capacity examples kept, a uniform sample of all that were learned
 * @param ratio examples learned again for each new one; 0 for none
 * @param history latest items of the history of an example that is learned again, which are learned
 *     again with it, each after what came before it: the forward pass goes over them anyway; 0 for
 *     none
 */
public record ReservoirSettings(int capacity, double ratio, int history) {

  /** Refuses negative figures. */
  public ReservoirSettings {
    if (capacity < 1 || !(ratio >= 0 && ratio <= 10) || history < 0) {
      throw new IllegalArgumentException(
          "capacity is at least 1, ratio from 0 to 10 and history not negative, but they were %d, %s and %d"
              .formatted(capacity, ratio, history));
    }
  }

  /** How many are learned again beside some new ones. */
  public int share(int fresh) {
    return Math.toIntExact(Math.round(ratio * fresh));
  }
}
