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
  private final ItemIds own;

  /**
   * @param logProbabilities log P_LM of each item, exact; −∞ for items without a title. Not copied
   * @param own its own list, as long as the part of the items that it found
   */
  public LanguageOpinion(ItemIds items, double[] logProbabilities, ItemIds own) {
    this.items = items;
    this.logProbabilities = logProbabilities;
    this.own = own;
  }

  /** All candidates, by dense id. */
  public ItemIds items() {
    return items;
  }

  /** log P_LM of each candidate, in their order. */
  public double[] logProbabilities() {
    return logProbabilities.clone();
  }

  /**
   * Its own list, best first: of items with one title the one that it was told to prefer, whatever
   * others proposed.
   */
  public ItemIds own() {
    return own;
  }

  /** How many of the candidates, the first ones, the language model found itself. */
  public int found() {
    return own.size();
  }
}
