package dev.millrace.streams;

import dev.millrace.streams.internal.Check;
import java.time.Duration;

/**
 * How often each topology commits: what a reader waits at most for a transaction, and what a cache
 * may coalesce.
 *
 * @param sequences short, because recommendations wait for it
 * @param transitions long, because rows of popular items change all the time
 * @param popularity as for transitions
 * @param prequential metrics are read by people
 */
public record CommitIntervals(
    Duration sequences, Duration transitions, Duration popularity, Duration prequential) {

  /** The intervals of the reference configuration. */
  public static final CommitIntervals DEFAULTS =
      new CommitIntervals(
          Duration.ofMillis(200),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(500));

  /**
   * @throws IllegalArgumentException if an interval is not positive
   */
  public CommitIntervals {
    Check.positive("commitIntervals.sequences", sequences);
    Check.positive("commitIntervals.transitions", transitions);
    Check.positive("commitIntervals.popularity", popularity);
    Check.positive("commitIntervals.prequential", prequential);
  }

  /** The interval of a topology. */
  public Duration of(TopologyName topology) {
    return switch (topology) {
      case SEQUENCES -> sequences;
      case TRANSITIONS -> transitions;
      case POPULARITY -> popularity;
      case PREQUENTIAL -> prequential;
    };
  }
}
