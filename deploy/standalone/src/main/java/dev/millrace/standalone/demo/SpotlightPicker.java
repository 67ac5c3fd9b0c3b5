package dev.millrace.standalone.demo;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.UserSequence;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Chooses whom to show: one user for some seconds, then another who is active. */
public final class SpotlightPicker {

  private static final long SHOWN_NANOS = Duration.ofSeconds(6).toNanos();
  private static final int INTERESTING_HISTORY = 3;

  private final Function<String, String> titles;
  private final LongSupplier nanoTime;
  private @Nullable String userId;
  private @Nullable UserSequence sequence;
  private long chosenAt;
  private volatile @Nullable Spotlight current;

  /**
   * @param titles item id to title
   * @param nanoTime a clock in nanoseconds
   */
  public SpotlightPicker(Function<String, String> titles, LongSupplier nanoTime) {
    this.titles = titles;
    this.nanoTime = nanoTime;
  }

  /** Whether records of this user are worth decoding. */
  boolean wants(String candidate) {
    long now = nanoTime.getAsLong();
    if (userId == null || now - chosenAt > SHOWN_NANOS) {
      userId = candidate;
      sequence = null;
      chosenAt = now;
    }
    return candidate.equals(userId);
  }

  void sequence(UserSequence latest) {
    if (latest.getEntries().size() < INTERESTING_HISTORY) {
      userId = null;
      return;
    }
    sequence = latest;
  }

  void list(Recommendation served) {
    if (sequence != null) {
      Spotlight.of(sequence, served, titles).ifPresent(spotlight -> current = spotlight);
    }
  }

  Optional<Spotlight> current() {
    return Optional.ofNullable(current);
  }
}
