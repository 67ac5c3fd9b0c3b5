package dev.millrace.trainer.evaluation;

/**
 * How lists are decoded.
 *
 * @param width of the beam, and length of the lists
 * @param temperature τ that the model was trained with
 * @param users decoded together
 */
public record BeamOptions(int width, double temperature, int users) {

  /** Refuses sizes that are not above 0. */
  public BeamOptions {
    if (width < 1 || users < 1 || !(temperature > 0)) {
      throw new IllegalArgumentException(
          "Width, users and temperature are above 0, but were %d, %d and %s"
              .formatted(width, users, temperature));
    }
  }

  /** 32 users at a time. */
  public static BeamOptions of(int width, double temperature) {
    return new BeamOptions(width, temperature, 32);
  }
}
