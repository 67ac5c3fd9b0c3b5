package dev.millrace.checkpoint.users;

/**
 * That a user asked to be forgotten.
 *
 * @param upTo event time up to which, in milliseconds; what is newer may be learned
 * @param learned whether the weights had learned from the user before
 */
public record Deletion(long upTo, boolean learned) {

  /** Both, of one user. */
  Deletion and(Deletion other) {
    return new Deletion(Math.max(upTo, other.upTo), learned || other.learned);
  }
}
