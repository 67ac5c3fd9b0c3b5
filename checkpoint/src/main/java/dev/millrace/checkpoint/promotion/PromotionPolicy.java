package dev.millrace.checkpoint.promotion;

import java.util.Locale;
import java.util.Optional;

/**
 * When a candidate takes the incumbent's place: when its figure is not worse beyond a tolerance and
 * beyond what chance does to a difference on so few cases.
 *
 * @param metric the figure that decides, by its name among a checkpoint's metrics
 * @param better which figures are the better ones
 * @param tolerance how much worse a candidate may be, as a share of the incumbent's figure; 0 to 1
 * @param confidence standard errors of the difference that are taken for chance; 0 decides by the
 *     figures alone
 * @param minimumCases examples that a decision needs at least; fewer, and the candidate is rejected
 */
public record PromotionPolicy(
    String metric, Better better, double tolerance, double confidence, long minimumCases) {

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
    if (!(confidence >= 0 && confidence <= 10)) {
      throw new IllegalArgumentException("confidence takes 0 to 10; found " + confidence);
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
    Optional<PromotionDecision> undecidable = undecidable(comparison);
    if (undecidable.isPresent()) {
      return undecidable.get();
    }
    double allowed = tolerance * Math.abs(comparison.reference());
    // A reference that is no number is beaten by any number.
    return -lead(comparison) > Math.max(allowed, chance(comparison))
        ? rejected(comparison, "worse beyond %s".formatted(limits()))
        : promoted(comparison, "not worse beyond %s".formatted(limits()));
  }

  /**
   * Decides on the first checkpoint of a model. It has no incumbent to be nearly as good as: it
   * must beat popularity, and not by chance.
   *
   * @param comparison candidate and the most popular items on the same recent examples
   */
  public PromotionDecision first(Comparison comparison) {
    return undecidable(comparison)
        .orElseGet(
            () ->
                lead(comparison) > chance(comparison)
                    ? promoted(comparison, "better beyond " + errors())
                    : rejected(
                        comparison,
                        "the first checkpoint must be better beyond %s".formatted(errors())));
  }

  private Optional<PromotionDecision> undecidable(Comparison comparison) {
    if (!comparison.metric().equals(metric)) {
      throw new IllegalArgumentException(
          "The policy decides by %s; found a comparison of %s"
              .formatted(metric, comparison.metric()));
    }
    if (comparison.cases() < minimumCases) {
      return Optional.of(
          rejected(comparison, "a decision needs %,d cases".formatted(minimumCases)));
    }
    if (!Double.isFinite(comparison.candidate())) {
      return Optional.of(rejected(comparison, "a figure that is no number decides nothing"));
    }
    return Optional.empty();
  }

  /** By how much the candidate is better. */
  private double lead(Comparison comparison) {
    double difference = comparison.candidate() - comparison.reference();
    return better == Better.HIGHER ? difference : -difference;
  }

  private double chance(Comparison comparison) {
    return confidence == 0 ? 0 : confidence * comparison.standardError();
  }

  private String limits() {
    return "the tolerance of %s %% and %s".formatted(percent(tolerance), errors());
  }

  private String errors() {
    return String.format(Locale.ROOT, "%.3g standard errors", confidence);
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
        "%s %.4f, %s %.4f, standard error of the difference %.4f, on %,d cases: %s",
        comparison.metric(),
        comparison.candidate(),
        comparison.referenceName(),
        comparison.reference(),
        comparison.standardError(),
        comparison.cases(),
        why);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3g", 100 * share);
  }
}
