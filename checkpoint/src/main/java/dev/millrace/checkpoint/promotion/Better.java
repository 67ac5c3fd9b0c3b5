package dev.millrace.checkpoint.promotion;

/** Which of two figures is the better one. */
public enum Better {
  /** The higher, as for NDCG. */
  HIGHER,
  /** The lower, as for a loss. */
  LOWER
}
