package dev.millrace.streams.prequential;

/**
 * Hears of each judgement when it is made. A transaction that is given up is made again, and heard
 * of twice; {@code online-metrics} counts it once.
 */
@FunctionalInterface
public interface JudgementListener {

  /** Hears nothing. */
  JudgementListener NONE = (model, served, gain) -> {};

  /**
   * A list was judged by what its user took.
   *
   * @param modelId model of the list
   * @param servedModelId model of the list that the user was shown
   * @param gain 1 / log2(rank + 1) of the item taken; 0 for a miss
   */
  void judged(String modelId, String servedModelId, double gain);
}
