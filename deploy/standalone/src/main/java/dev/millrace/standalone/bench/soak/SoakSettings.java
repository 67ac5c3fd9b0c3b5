package dev.millrace.standalone.bench.soak;

import dev.millrace.standalone.bench.Trend;
import java.time.Duration;

/**
 * Size of a soak run.
 *
 * @param events interactions to send
 * @param users people they come from
 * @param items size of the catalogue
 * @param intervals measurements, evenly spread over the events
 * @param swaps checkpoints that serving takes over, evenly spread over the intervals
 * @param retention how long the brokers keep records that are not compacted, by the wall clock
 */
public record SoakSettings(
    long events, int users, int items, int intervals, int swaps, Duration retention) {

  /** Examples that the trainer learns from for each checkpoint. */
  static final int EXAMPLES_A_SWAP = 96;

  /** One event in so many becomes an example: at full speed a trainer could not follow. */
  static final int EVENTS_AN_EXAMPLE = 8;

  /** Event time that the events span. */
  static final Duration SPAN = Duration.ofHours(8);

  /**
   * @throws IllegalArgumentException if there would be too few measurements or examples
   */
  public SoakSettings {
    require(intervals >= Trend.FEWEST_SAMPLES, "--intervals", Trend.FEWEST_SAMPLES, intervals);
    require(swaps >= 1, "--swaps", 1, swaps);
    long fewest = (long) swaps * EVENTS_AN_EXAMPLE * EXAMPLES_A_SWAP;
    require(events >= fewest, "--events with so many --swaps", fewest, events);
    require(swaps <= intervals, "--intervals with so many --swaps", swaps, intervals);
    if (retention.compareTo(Duration.ofSeconds(10)) < 0) {
      throw new IllegalArgumentException("--retention must be at least 10s, but was " + retention);
    }
  }

  /**
   * The least that an interval takes. What brokers keep is what came within the retention, so it
   * would grow with the speed of the machine if each interval took only as long as it must.
   */
  Duration pace() {
    return retention.dividedBy(6);
  }

  private static void require(boolean holds, String option, long least, long found) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s must be at least %,d, but was %,d".formatted(option, least, found));
    }
  }

  /** Events sent by the end of an interval, the first of which is 1. */
  long eventsBy(int interval) {
    return events * interval / intervals;
  }

  /** Swaps made by the end of an interval. */
  int swapsBy(int interval) {
    return swaps * interval / intervals;
  }
}
