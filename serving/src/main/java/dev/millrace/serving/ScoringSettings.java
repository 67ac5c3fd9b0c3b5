package dev.millrace.serving;

import dev.millrace.model.collaborative.CollaborativeOptions;
import dev.millrace.model.collaborative.Decay;
import java.time.Duration;

/**
 * Parameters of the collaborative score; half-lives are those with which the streams build the
 * model.
 *
 * @param window how many of the latest items of a history vote, at least 1
 * @param gamma what one more step of distance leaves of a vote, above 0 and up to 1
 * @param shrinkage added to every row's total, so that rare items do not shout; not negative
 * @param transitionHalfLife event time in which a transition's weight halves; zero = never
 * @param popularityHalfLife event time in which an item's popularity halves; zero = never
 */
public record ScoringSettings(
    int window,
    double gamma,
    double shrinkage,
    Duration transitionHalfLife,
    Duration popularityHalfLife) {

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public ScoringSettings {
    Check.that(window >= 1, "scoring.window", "at least 1", window);
    Check.that(gamma > 0 && gamma <= 1, "scoring.gamma", "above 0 and up to 1", gamma);
    Check.that(shrinkage >= 0, "scoring.shrinkage", "not negative", shrinkage);
    Check.that(
        !transitionHalfLife.isNegative(),
        "scoring.transitionHalfLife",
        "not negative",
        transitionHalfLife);
    Check.that(
        !popularityHalfLife.isNegative(),
        "scoring.popularityHalfLife",
        "not negative",
        popularityHalfLife);
  }

  /** Window 5, gamma 0.7, shrinkage 10, half-lives of 60 and 14 days. */
  public static ScoringSettings defaults() {
    return new ScoringSettings(5, 0.7, 10, Duration.ofDays(60), Duration.ofDays(14));
  }

  /** As the recommender takes them. */
  public CollaborativeOptions options() {
    return new CollaborativeOptions(window, gamma, shrinkage, decay(transitionHalfLife));
  }

  /** How popularity fades. */
  public Decay popularityDecay() {
    return decay(popularityHalfLife);
  }

  private static Decay decay(Duration halfLife) {
    return halfLife.isZero() ? Decay.none() : Decay.halfLife(halfLife);
  }
}
