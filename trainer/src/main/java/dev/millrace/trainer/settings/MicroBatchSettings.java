package dev.millrace.trainer.settings;

import java.time.Duration;

/**
 * When a micro-batch is full: by size or by time, whichever comes first.
 *
 * @param examples the most of them
 * @param maximumWait how long a smaller one waits for more, once all that is on the topic has been
 *     read
 */
public record MicroBatchSettings(int examples, Duration maximumWait) {

  /** Refuses sizes below 1 and negative times. */
  public MicroBatchSettings {
    if (examples < 1 || maximumWait.isNegative()) {
      throw new IllegalArgumentException(
          "examples is at least 1 and maximum-wait not negative, but they were %d and %s"
              .formatted(examples, maximumWait));
    }
  }
}
