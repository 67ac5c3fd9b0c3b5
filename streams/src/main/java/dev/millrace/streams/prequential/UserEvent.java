package dev.millrace.streams.prequential;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.Recommendation;
import org.jspecify.annotations.Nullable;

/** What happens to a user here: something is shown, or something is taken. */
sealed interface UserEvent {

  /**
   * @param recommendation the list shown; null after the user was deleted
   */
  record Shown(@Nullable Recommendation recommendation) implements UserEvent {}

  /**
   * @param interaction what the user did
   */
  record Taken(AcceptedInteraction interaction) implements UserEvent {}
}
