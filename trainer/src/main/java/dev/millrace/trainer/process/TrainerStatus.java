package dev.millrace.trainer.process;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where a trainer is in its life. */
public sealed interface TrainerStatus {

  /** In the group, ready to take over; another process may be training. */
  record Standby() implements TrainerStatus {}

  /** Reads what is needed to begin, or to go on. */
  record Preparing() implements TrainerStatus {}

  /** Learns, or waits for examples. */
  record Training() implements TrainerStatus {}

  /** Over, as it was told to be. */
  record Finished() implements TrainerStatus {}

  /**
   * Over, because it could not go on.
   *
   * @param cause why
   */
  record Failed(Throwable cause) implements TrainerStatus {}

  /** Whether nothing will happen any more. */
  default boolean isOver() {
    return this instanceof Finished || this instanceof Failed;
  }

  /** For people and metrics. */
  default String text() {
    return text(getClass());
  }

  /** The texts of all that there are. */
  static List<String> texts() {
    return Arrays.stream(TrainerStatus.class.getPermittedSubclasses())
        .map(TrainerStatus::text)
        .toList();
  }

  private static String text(Class<?> type) {
    return type.getSimpleName().toLowerCase(Locale.ROOT);
  }
}
