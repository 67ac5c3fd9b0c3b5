package dev.millrace.checkpoint.promotion;

import java.util.Locale;

/**
 * When a candidate takes the incumbent's place: when its figure is not worse beyond a tolerance.
 *
 * @param metric the figure that decides, by its name among a checkpoint's metrics
 * @param better which figures are the better ones
 * @param tolerance how much worse a candidate may be, as a share of the incumbent's figure; 0 to 1
 * @param minimumCases examples that a decision needs at least; fewer, and the candidate is rejected
 */
public record PromotionPolicy(String metric, Better better, double tolerance, long minimumCases) {

  /** What the first checkpoint of a model is measured against. */
  public static final String POPULARITY = "popularity";

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public PromotionPolicy {
    if (metric.isBlank()) {
      throw new IllegalArgumentException("A policy needs the name of a metric, but it was blank");
    }
    if (!(tolerance >= 0 && tolerance <= 1)) {
      throw new IllegalArgumentException("tolerance takes 0 to 1; found " + tolerance);
    }
    if (minimumCases < 1) {
      throw new IllegalArgumentException("minimumCases must be positive; found " + minimumCases);
    }
  }

  /**
   * Decides on a candidate.
   *
   * @param comparison candidate and incumbent on the same recent examples, learned by neither
   */
  public PromotionDecision against(Comparison comparison) {
    return decide(comparison, tolerance);
  }

  /**
   * Decides on the first checkpoint of a model. It has no incumbent to be nearly as good as: it
   * must beat popularity.
   *
   * @param candidate the candidate's figure
   * @param popularity what the most popular items reach on the same examples
   * @param cases how many these are
   */
  public PromotionDecision first(double candidate, double popularity, long cases) {
    Comparison comparison = new Comparison(metric, candidate, popularity, POPULARITY, cases);
    PromotionDecision decision = decide(comparison, 0);
    return decision instanceof PromotionDecision.Promoted && candidate == popularity
        ? rejected(comparison, "the first checkpoint must be better")
        : decision;
  }

  private PromotionDecision decide(Comparison comparison, double allowed) {
    if (!comparison.metric().equals(metric)) {
      throw new IllegalArgumentException(
          "The policy decides by %s; found a comparison of %s"
              .formatted(metric, comparison.metric()));
    }
    if (comparison.cases() < minimumCases) {
      return rejected(comparison, "a decision needs %,d cases".formatted(minimumCases));
    }
    if (!Double.isFinite(comparison.candidate())) {
      return rejected(comparison, "a figure that is no number decides nothing");
    }
    return worse(comparison, allowed)
        ? rejected(comparison, "worse beyond the tolerance of %s %%".formatted(percent(allowed)))
        : promoted(
            comparison, "not worse beyond the tolerance of %s %%".formatted(percent(allowed)));
  }

  /** A reference that is no number is beaten by any number. */
  private boolean worse(Comparison comparison, double allowed) {
    double slack = allowed * Math.abs(comparison.reference());
    return switch (better) {
      case HIGHER -> comparison.candidate() < comparison.reference() - slack;
      case LOWER -> comparison.candidate() > comparison.reference() + slack;
    };
  }

  private static PromotionDecision promoted(Comparison comparison, String why) {
    return new PromotionDecision.Promoted(comparison, sentence(comparison, why));
  }

  private static PromotionDecision rejected(Comparison comparison, String why) {
    return new PromotionDecision.Rejected(comparison, sentence(comparison, why));
  }

  private static String sentence(Comparison comparison, String why) {
    return String.format(
        Locale.ROOT,
        "%s %.4f, %s %.4f, on %,d cases: %s",
        comparison.metric(),
        comparison.candidate(),
        comparison.referenceName(),
        comparison.reference(),
        comparison.cases(),
        why);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3g", 100 * share);
  }
}
