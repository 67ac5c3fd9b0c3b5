package dev.millrace.streams;

import java.util.Locale;

/** The topologies; each is an application of its own in the eyes of the broker. */
public enum TopologyName {
  /** Interactions to user sequences, training examples and accepted interactions. */
  SEQUENCES,
  /** Accepted interactions to the collaborative model. */
  TRANSITIONS,
  /** Accepted interactions to decayed counts. */
  POPULARITY,
  /** Accepted interactions and served lists to online metrics. */
  PREQUENTIAL;

  /** The name as people and application ids write it, for instance {@code sequences}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
