package dev.millrace.trainer.settings;

import dev.millrace.checkpoint.promotion.Better;
import dev.millrace.checkpoint.promotion.PromotionPolicy;
import dev.millrace.checkpoint.promotion.Retention;
import java.time.Duration;

/**
 * When checkpoints are written, where they are kept and which are used.
 *
 * @param everyExamples new examples between two
 * @param every time between two, if anything was learned
 * @param keepLast the newest that are kept
 * @param keepPromoted the newest promoted ones that are kept
 * @param tolerance how much worse than the one in use a checkpoint may be, as a share of its figure
 * @param confidence standard errors of a difference, case by case, that are taken for chance
 * @param minimumCases judged examples that a promotion needs
 */
public record CheckpointSettings(
    long everyExamples,
    Duration every,
    int keepLast,
    int keepPromoted,
    double tolerance,
    double confidence,
    long minimumCases) {

  /** Refuses figures out of range. */
  public CheckpointSettings {
    if (everyExamples < 1 || every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException(
          "every-examples is at least 1 and every positive, but they were %d and %s"
              .formatted(everyExamples, every));
    }
    new Retention(keepLast, keepPromoted);
    new PromotionPolicy("any", Better.HIGHER, tolerance, confidence, minimumCases);
  }

  /** Which are kept. */
  public Retention retention() {
    return new Retention(keepLast, keepPromoted);
  }

  /**
   * Which are used.
   *
   * @param metric that decides; higher is better
   */
  public PromotionPolicy policy(String metric) {
    return new PromotionPolicy(metric, Better.HIGHER, tolerance, confidence, minimumCases);
  }
}
