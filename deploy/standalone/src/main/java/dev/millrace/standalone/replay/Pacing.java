package dev.millrace.standalone.replay;

import java.time.Duration;

/** How fast interactions are sent. */
public sealed interface Pacing {

  /** One after the other, without a pause. */
  record AsFastAsPossible() implements Pacing {}

  /**
   * A steady rate. What a pause of the broker held up is caught up on, so that the load offered
   * does not depend on how fast it is taken.
   *
   * @param perSecond interactions a second, above 0
   */
  record Rate(double perSecond) implements Pacing {
    public Rate {
      requirePositive("rate", perSecond);
    }
  }

  /**
   * As the interactions happened, only faster.
   *
   * @param factor how many times faster, above 0; 1 is real time
   */
  record Speedup(double factor) implements Pacing {
    public Speedup {
      requirePositive("speedup", factor);
    }
  }

  /**
   * People who look before they act: each acts again only when the list that answers the last
   * action can be read and has been looked at for a while, or when patience runs out. This is what
   * makes prequential metrics meaningful when years are replayed in minutes.
   *
   * @param concurrency people who wait for their list at once, at least 1
   * @param patience how long one waits at most
   * @param dwell how long one looks at a list; a better one may come meanwhile
   */
  record ClosedLoop(int concurrency, Duration patience, Duration dwell) implements Pacing {

    /** 200 people at once, who wait at most two seconds and act on a list at once. */
    public static final ClosedLoop DEFAULT = new ClosedLoop(200, Duration.ofSeconds(2));

    public ClosedLoop {
      if (concurrency < 1) {
        throw new IllegalArgumentException(
            "concurrency must be at least 1, but was " + concurrency);
      }
      if (patience.isNegative() || patience.isZero()) {
        throw new IllegalArgumentException("patience must be above 0, but was " + patience);
      }
      if (dwell.isNegative()) {
        throw new IllegalArgumentException("dwell must not be negative, but was " + dwell);
      }
    }

    /** People who act on a list at once. */
    public ClosedLoop(int concurrency, Duration patience) {
      this(concurrency, patience, Duration.ZERO);
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be a number above 0, but was " + value);
    }
  }
}
