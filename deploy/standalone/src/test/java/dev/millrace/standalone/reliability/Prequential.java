package dev.millrace.standalone.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.avro.OnlineMetrics;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Prequential figures over all windows.
 *
 * @param interactions judged
 * @param hitRate mean over them
 * @param ndcg mean over them
 */
record Prequential(long interactions, double hitRate, double ndcg) {

  /**
   * Standard errors of a difference. One comparison in seven hundred exceeds them by chance where
   * interactions are independent; here both runs are judged by the same, which makes it rarer.
   */
  private static final double STANDARD_ERRORS = 3;

  /** Of one model, whosever lists were shown. */
  static Prequential of(String model, Collection<OnlineMetrics> windows) {
    return over(windows.stream().filter(window -> window.getModelId().equals(model)).toList());
  }

  /** Of the lists that were shown, whichever model made them. */
  static Prequential ofShown(Collection<OnlineMetrics> windows) {
    return over(
        windows.stream()
            .filter(window -> window.getModelId().equals(window.getServedModelId()))
            .toList());
  }

  private static Prequential over(List<OnlineMetrics> windows) {
    long interactions = windows.stream().mapToLong(OnlineMetrics::getInteractions).sum();
    assertThat(interactions).isPositive();
    return new Prequential(
        interactions,
        sum(windows, OnlineMetrics::getHitRate) / interactions,
        sum(windows, OnlineMetrics::getNdcg) / interactions);
  }

  private static double sum(List<OnlineMetrics> windows, ToDoubleFunction<OnlineMetrics> figure) {
    return windows.stream()
        .mapToDouble(window -> figure.applyAsDouble(window) * window.getInteractions())
        .sum();
  }

  /** Asserts that lists were as good as in another run, up to what chance makes of them. */
  void isAsGoodAs(Prequential other) {
    assertThat(hitRate).isCloseTo(other.hitRate, within(noise(other.hitRate, other)));
    assertThat(ndcg).isCloseTo(other.ndcg, within(noise(other.ndcg, other)));
  }

  /** A figure between 0 and 1 with mean m has a variance of at most m (1 - m). */
  private double noise(double mean, Prequential other) {
    double variance = mean * (1 - mean) * (1.0 / interactions + 1.0 / other.interactions);
    return STANDARD_ERRORS * Math.sqrt(variance);
  }
}
