package dev.millrace.serving;

/** What a user waits for in the refined lane. */
sealed interface Demand {

  /** Who waits. */
  UserKey user();

  /** The list of the user's newest sequence, whichever that is when the turn comes. */
  record NewSequence(UserKey user) implements Demand {}

  /**
   * The second answer to a request that the instant lane has answered.
   *
   * @param user who asked
   * @param cause where the request lies, and its correlation id
   * @param query what is wanted
   */
  record Request(UserKey user, ListCause cause, ListQuery query) implements Demand {}
}
