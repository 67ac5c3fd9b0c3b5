package dev.millrace.checkpoint.promotion;

/**
 * A candidate and what it was measured against, on the same examples.
 *
 * @param metric what was measured, for instance ndcg@10
 * @param candidate the candidate's figure
 * @param reference the other's figure
 * @param referenceName who the other is: a checkpoint's id, or popularity
 * @param standardError of the difference of the two figures, case by case; 0 where it is not known
 * @param cases examples that both were measured on
 */
public record Comparison(
    String metric,
    double candidate,
    double reference,
    String referenceName,
    double standardError,
    long cases) {

  /**
   * @throws IllegalArgumentException if the number of cases or the standard error is negative
   */
  public Comparison {
    if (cases < 0 || standardError < 0) {
      throw new IllegalArgumentException(
          "A comparison over %d cases with a standard error of %s".formatted(cases, standardError));
    }
  }
}
