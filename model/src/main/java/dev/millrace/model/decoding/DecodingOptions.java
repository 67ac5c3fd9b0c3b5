package dev.millrace.model.decoding;

/**
 * How a search decodes.
 *
 * @param beamWidth prefixes that are followed at once for one user, at least the length of the list
 * @param temperature logits are divided by it, as in training
 */
public record DecodingOptions(int beamWidth, double temperature) {

  public DecodingOptions {
    if (beamWidth < 1) {
      throw new IllegalArgumentException("beamWidth must be at least 1, found " + beamWidth);
    }
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("temperature must be above 0, found " + temperature);
    }
  }

  /** Temperature 1. */
  public static DecodingOptions ofWidth(int beamWidth) {
    return new DecodingOptions(beamWidth, 1);
  }
}
