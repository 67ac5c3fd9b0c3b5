package dev.millrace.contract.freshness;

/** What an interaction has reached; the time since its arrival on {@code interactions} counts. */
public enum FreshnessStage {
  /** Serving has read the sequence that holds it. */
  SEQUENCE("sequence"),

  /** Serving has read a row of transitions that counts it. */
  TRANSITIONS("transitions"),

  /** The list that the collaborative model made of it is committed. */
  INSTANT("instant"),

  /** The list that a language model took part in is committed. */
  REFINED("refined"),

  /** The trainer has taken a step with it. */
  LEARNED("learned"),

  /** A checkpoint that has learned from it is announced for serving to use. */
  CHECKPOINT("checkpoint");

  private final String tag;

  FreshnessStage(String tag) {
    this.tag = tag;
  }

  /** Its name on {@code /metrics}, in announcements and on the page. */
  public String tag() {
    return tag;
  }
}
