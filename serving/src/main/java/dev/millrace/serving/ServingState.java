package dev.millrace.serving;

/** Where serving is in its life. */
public sealed interface ServingState {

  /** Not serving yet: topics are checked, catalogue and model are read. */
  record Starting() implements ServingState {}

  /** Lists are made. */
  record Running() implements ServingState {}

  /**
   * Serving ended because it could not go on.
   *
   * @param cause why
   */
  record Failed(Throwable cause) implements ServingState {}

  /** Serving ended because it was told to. */
  record Stopped() implements ServingState {}

  /** Whether nothing will happen any more. */
  default boolean isOver() {
    return this instanceof Failed || this instanceof Stopped;
  }
}
