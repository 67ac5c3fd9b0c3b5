package dev.millrace.model.decoding;

/** What a search is after: which nodes lead there, and what becomes of the leaves it reaches. */
interface Goal {

  /** Whether anything under a node is wanted. */
  boolean isWanted(int node);

  /** A leaf with a lower score than this is not wanted any more. */
  double leastScore();

  /** Takes a wanted leaf. */
  void reached(int leaf, double logProbability, double score);
}
