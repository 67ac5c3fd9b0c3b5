package dev.millrace.streams.popularity;

import dev.millrace.streams.internal.Check;
import java.time.Duration;

/**
 * Decayed counts.
 *
 * @param halfLife event time in which a count halves
 */
public record PopularitySettings(Duration halfLife) {

  /** The settings of the reference configuration. */
  public static final PopularitySettings DEFAULTS = new PopularitySettings(Duration.ofDays(14));

  /**
   * @throws IllegalArgumentException if the half-life is not positive
   */
  public PopularitySettings {
    Check.positive("popularity.halfLife", halfLife);
  }
}
