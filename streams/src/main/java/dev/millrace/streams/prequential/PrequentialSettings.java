package dev.millrace.streams.prequential;

import dev.millrace.contract.HitRule;
import dev.millrace.streams.internal.Check;
import java.time.Duration;

/**
 * Online metrics.
 *
 * @param k length at which lists are cut (K)
 * @param hits which items of a list are a hit
 * @param window length of a window, by arrival
 * @param retention how long a window may still change after its end
 * @param listsPerUser lists remembered of a user: an interaction is judged by the newest made
 *     before it arrived, which need not be the last
 */
public record PrequentialSettings(
    int k, HitRule hits, Duration window, Duration retention, int listsPerUser) {

  /** The settings of the reference configuration. */
  public static final PrequentialSettings DEFAULTS =
      new PrequentialSettings(10, HitRule.TITLE, Duration.ofMinutes(1), Duration.ofMinutes(10), 3);

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public PrequentialSettings {
    Check.between("prequential.k", k, 1, 1_000);
    Check.positive("prequential.window", window);
    Check.notNegative("prequential.retention", retention);
    Check.between("prequential.listsPerUser", listsPerUser, 1, 100);
  }

  /** The same with another rule for hits. */
  public PrequentialSettings with(HitRule other) {
    return new PrequentialSettings(k, other, window, retention, listsPerUser);
  }
}
