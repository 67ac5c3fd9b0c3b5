package dev.millrace.streams.sequence;

/** What became of an interaction when it met the state of its user. */
sealed interface Outcome {

  /** Nothing changed, and nobody needs to hear of it. */
  enum Ignored implements Outcome {
    /** An interaction of the same id was accepted before. */
    DUPLICATE,
    /** The user was deleted at or after the time of the interaction. */
    FORGOTTEN
  }

  /**
   * It is older than what can still be put in its place.
   *
   * @param earliest event time that would have been accepted
   */
  record Late(long earliest) implements Outcome {}

  /**
   * It took its place.
   *
   * @param before state before
   * @param after state after
   * @param position where among the extending interactions of {@code before} it was inserted; -1
   *     when it does not extend
   */
  record Accepted(UserState before, UserState after, int position) implements Outcome {

    boolean extendsSequence() {
      return position >= 0;
    }
  }
}
