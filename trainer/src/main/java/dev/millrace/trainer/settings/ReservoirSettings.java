package dev.millrace.trainer.settings;

/**
 * What is learned again, so that the new does not drive out the old.
 *
 * @param capacity examples kept, a uniform sample of all that were learned
 * @param ratio examples learned again for each new one; 0 for none
 */
public record ReservoirSettings(int capacity, double ratio) {

  /** Refuses negative figures. */
  public ReservoirSettings {
    if (capacity < 1 || !(ratio >= 0 && ratio <= 10)) {
      throw new IllegalArgumentException(
          "capacity is at least 1 and ratio from 0 to 10, but they were %d and %s"
              .formatted(capacity, ratio));
    }
  }

  /** How many are learned again beside some new ones. */
  public int share(int fresh) {
    return Math.toIntExact(Math.round(ratio * fresh));
  }
}
