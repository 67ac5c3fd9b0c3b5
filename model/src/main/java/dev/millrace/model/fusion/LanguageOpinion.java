package dev.millrace.model.fusion;

import dev.millrace.model.collaborative.ItemIds;

/**
 * What a language model thinks of the candidates of one user: its own first, the best of them at
 * the beginning, then those that others proposed and it had not found. Of items with one title only
 * one is a candidate: the first that was proposed, for the language model cannot tell them apart.
 */
public final class LanguageOpinion {

  private final ItemIds items;
  private final double[] logProbabilities;
  private final int found;

  /**
   * @param logProbabilities log P_LM of each item, exact; −∞ for items without a title. Not copied
   * @param found how many of the items are its own
   */
  public LanguageOpinion(ItemIds items, double[] logProbabilities, int found) {
    this.items = items;
    this.logProbabilities = logProbabilities;
    this.found = found;
  }

  /** All candidates, by dense id. */
  public ItemIds items() {
    return items;
  }

  /** log P_LM of each candidate, in their order. */
  public double[] logProbabilities() {
    return logProbabilities.clone();
  }

  /** How many of the candidates, the first ones, the language model found itself. */
  public int found() {
    return found;
  }
}
