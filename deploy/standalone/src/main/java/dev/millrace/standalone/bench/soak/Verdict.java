package dev.millrace.standalone.bench.soak;

import dev.millrace.standalone.bench.Trend;

/**
 * Whether something grew after warm-up.
 *
 * @param measure of what
 * @param trend over the second half of the events
 */
record Verdict(Course.Measure measure, Trend trend) {

  /** Headings of the columns of {@link #line}. */
  static final String HEADINGS =
      "%-12s %-8s %10s %-4s %10s %9s   %s".formatted("", "", "mean", "", "growth", "", "bound");

  /** Flat is what grows by less than a share of its mean, or by less than nobody would mind. */
  boolean isFlat() {
    return trend.isFlat() || trend.growth() * trend.mean() < measure.quantity().slack();
  }

  /** One line for people. */
  String line() {
    Quantity quantity = measure.quantity();
    return "%-12s %-8s %10.1f %-4s %+10.1f %+7.1f %%   %.0f %% or %.0f%s: %s"
        .formatted(
            measure.place(),
            quantity.text(),
            trend.mean(),
            quantity.unit(),
            trend.growth() * trend.mean(),
            100 * trend.growth(),
            100 * Trend.MOST_GROWTH,
            quantity.slack(),
            quantity.unit().isEmpty() ? "" : " " + quantity.unit(),
            isFlat() ? "flat" : "GROWING");
  }
}
