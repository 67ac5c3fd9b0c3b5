package dev.millrace.serving;

import org.jspecify.annotations.Nullable;

/**
 * All that serving remembers of one user.
 *
 * @param sequence what the user took
 * @param lastList the last list written; null when there is none
 */
record HeldUser(HeldSequence sequence, @Nullable ServedList lastList) {

  private static final HeldUser UNKNOWN = new HeldUser(HeldSequence.none(), null);

  /** A user nothing is known about. */
  static HeldUser unknown() {
    return UNKNOWN;
  }

  HeldUser withSequence(HeldSequence other) {
    return new HeldUser(other, lastList);
  }

  HeldUser withLastList(@Nullable ServedList other) {
    return new HeldUser(sequence, other);
  }

  boolean isUnknown() {
    return lastList == null && sequence.equals(HeldSequence.none());
  }
}
