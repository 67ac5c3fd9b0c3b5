package dev.millrace.streams.sequence;

import dev.millrace.avro.Interaction;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Refuses interactions that must not reach a sequence, with a message for people. */
final class InteractionValidation {

  private final SequenceSettings settings;

  InteractionValidation(SequenceSettings settings) {
    this.settings = settings;
  }

  /**
   * @param record the interaction with its record timestamp, which is its arrival
   * @throws InvalidInteractionException if it cannot be used
   */
  void check(Record<String, Interaction> record) {
    Interaction interaction = record.value();
    if (interaction == null) {
      throw new InvalidInteractionException(
          "The interaction is null; interactions cannot be deleted one by one");
    }
    checkId("eventId", interaction.getEventId());
    checkId("userId", interaction.getUserId());
    checkId("itemId", interaction.getItemId());
    checkId("type", interaction.getType());
    checkTime(interaction.getTimestamp(), record.timestamp());
    checkValue(interaction.getValue());
    if (!settings.rekey()) {
      checkKey(record.key(), interaction.getUserId());
    }
  }

  private void checkId(String field, String id) {
    if (id.isBlank()) {
      throw new InvalidInteractionException(field + " is blank; every interaction needs one");
    }
    int longest = settings.limits().maxIdLength();
    if (id.length() > longest) {
      throw new InvalidInteractionException(
          field
              + " has "
              + id.length()
              + " characters; accepted are at most "
              + longest
              + " (sequences.limits.maxIdLength)");
    }
  }

  private void checkTime(long timestamp, long arrivedAt) {
    long latest = arrivedAt + settings.limits().maxFuture().toMillis();
    if (timestamp <= 0 || timestamp > latest) {
      throw new InvalidInteractionException(
          "timestamp is "
              + timestamp
              + " ("
              + Instant.ofEpochMilli(timestamp)
              + "); accepted are milliseconds since 1970, after 0 and at most "
              + settings.limits().maxFuture()
              + " after the arrival at "
              + Instant.ofEpochMilli(arrivedAt));
    }
  }

  private static void checkValue(@Nullable Double value) {
    if (value != null && !Double.isFinite(value)) {
      throw new InvalidInteractionException(
          "value is " + value + "; accepted are finite numbers and null");
    }
  }

  private static void checkKey(@Nullable String key, String userId) {
    if (!userId.equals(key)) {
      throw new InvalidInteractionException(
          "The record is keyed by something else than its userId; key by the userId, or set"
              + " sequences.rekey");
    }
  }
}
