package dev.millrace.streams;

import java.util.Locale;

/** Where a {@link StreamsApplication} is in its life. */
public sealed interface StreamsState {

  /** Not every topology runs yet, or one is rebalancing. */
  record Starting() implements StreamsState {}

  /** Every topology runs. */
  record Running() implements StreamsState {}

  /**
   * One topology gave up; the application should be closed.
   *
   * @param topology which one
   * @param cause why
   */
  record Failed(TopologyName topology, Throwable cause) implements StreamsState {}

  /** Closed on request. */
  record Stopped() implements StreamsState {}

  /** For people. */
  default String text() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
