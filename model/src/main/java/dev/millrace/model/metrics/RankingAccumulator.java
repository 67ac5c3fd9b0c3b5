package dev.millrace.model.metrics;

/** Sums {@link RankingMetrics} case by case. Not thread-safe. */
public final class RankingAccumulator {

  private final int k;
  private long cases;
  private double hits;
  private double gains;
  private double reciprocals;
  private double precisions;

  /**
   * @param k length of the list that counts, at least 1
   * @throws IllegalArgumentException if k is below 1
   */
  public RankingAccumulator(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("K is at least 1, but was " + k);
    }
    this.k = k;
  }

  /**
   * Adds a case whose item was found.
   *
   * @param rank counts from 1
   * @throws IllegalArgumentException if the rank is below 1
   */
  public void addRank(int rank) {
    if (rank < 1) {
      throw new IllegalArgumentException("A rank is at least 1, but was " + rank);
    }
    cases++;
    reciprocals += 1.0 / rank;
    if (rank <= k) {
      hits++;
      gains += RankingMetrics.gain(rank, k);
      precisions += 1.0 / rank;
    }
  }

  /** Adds a case whose item was not found. */
  public void addMiss() {
    cases++;
  }

  /**
   * Adds cases that were looked for in lists.
   *
   * @param ranks count from 1; 0 where the list did not have the item
   * @throws IllegalArgumentException if a rank is negative
   */
  public void addAll(int[] ranks) {
    for (int rank : ranks) {
      if (rank == 0) {
        addMiss();
      } else {
        addRank(rank);
      }
    }
  }

  /** The means over all cases so far; all 0 when there are none. */
  public RankingMetrics metrics() {
    return new RankingMetrics(
        k, cases, mean(hits), mean(gains), mean(reciprocals), mean(precisions));
  }

  private double mean(double sum) {
    return cases == 0 ? 0 : sum / cases;
  }
}
