package dev.millrace.contract.freshness;

/**
 * How long interactions took to come to a stage.
 *
 * @param stage which one
 * @param count interactions that have come there
 * @param p50 half of them took at most so long, in seconds; 0 when there were none
 * @param p95 of a hundred, 95 took at most so long, in seconds; 0 when there were none
 */
public record Freshness(FreshnessStage stage, long count, double p50, double p95) {

  /** Checks the order. */
  public Freshness {
    if (count < 0 || p50 < 0 || p95 < p50) {
      throw new IllegalArgumentException(
          "Freshness of %s wants 0 <= count and 0 <= p50 <= p95, but was count %d, p50 %s, p95 %s"
              .formatted(stage.tag(), count, p50, p95));
    }
  }
}
