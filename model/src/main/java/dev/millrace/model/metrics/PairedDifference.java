package dev.millrace.model.metrics;

import java.util.stream.IntStream;

/**
 * By how much the NDCG@K of two models differs on the same cases, and how surely. Both models find
 * the same cases easy or hard, so that the differences case by case vary far less than either
 * figure does.
 *
 * @param mean the first model's NDCG@K less the second's; 0 where there are no cases
 * @param standardError of that mean, with cases taken as independent; infinite for fewer than two
 * @param cases number of cases
 */
public record PairedDifference(double mean, double standardError, long cases) {

  /**
   * Compares ranks of what was to be found, from 1, or 0 where it was not found.
   *
   * @param ranks by the first model
   * @param reference by the second, of the same cases in the same order
   * @param k length of the lists that count
   * @throws IllegalArgumentException if they are not of the same number of cases
   */
  public static PairedDifference ofNdcg(int[] ranks, int[] reference, int k) {
    if (ranks.length != reference.length) {
      throw new IllegalArgumentException(
          "Both models rank the same cases, but there were %d and %d"
              .formatted(ranks.length, reference.length));
    }
    double[] differences =
        IntStream.range(0, ranks.length)
            .mapToDouble(
                place ->
                    RankingMetrics.gain(ranks[place], k) - RankingMetrics.gain(reference[place], k))
            .toArray();
    return of(differences);
  }

  private static PairedDifference of(double[] differences) {
    int cases = differences.length;
    double mean = 0;
    for (double difference : differences) {
      mean += difference / cases;
    }
    double squares = 0;
    for (double difference : differences) {
      squares += (difference - mean) * (difference - mean);
    }
    double error =
        cases < 2 ? Double.POSITIVE_INFINITY : Math.sqrt(squares / (cases - 1.0) / cases);
    return new PairedDifference(mean, error, cases);
  }

  /**
   * The least that the difference may well be.
   *
   * @param errors standard errors below the mean; 0 gives the mean itself
   */
  public double lowerBound(double errors) {
    return errors == 0 ? mean : mean - errors * standardError;
  }
}
