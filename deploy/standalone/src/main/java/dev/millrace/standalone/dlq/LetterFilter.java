package dev.millrace.standalone.dlq;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * Which dead letters are meant.
 *
 * @param topics dead-letter topics
 * @param error part of the exception's class name or message, in any case; blank for any
 * @param since not before
 * @param until before
 */
public record LetterFilter(Set<String> topics, String error, Instant since, Instant until) {

  /**
   * @throws IllegalArgumentException if the time ends before it begins
   */
  public LetterFilter {
    topics = Set.copyOf(topics);
    error = error.toLowerCase(Locale.ROOT);
    if (until.isBefore(since)) {
      throw new IllegalArgumentException(
          "Nothing is since %s and until %s".formatted(since, until));
    }
  }

  /** The same for one topic only. */
  public LetterFilter ofTopic(String topic) {
    return new LetterFilter(Set.of(topic), error, since, until);
  }

  boolean accepts(DeadLetter letter) {
    return !letter.arrived().isBefore(since)
        && letter.arrived().isBefore(until)
        && (contains(letter.reason().exception()) || contains(letter.reason().message()));
  }

  private boolean contains(String text) {
    return text.toLowerCase(Locale.ROOT).contains(error);
  }
}
