package dev.millrace.streams.decay;

import java.time.Duration;

/**
 * Exponential forward decay.
 *
 * <p>An addition at event time t is scaled by 2^((t − L) / h), where L is a landmark and h the
 * half-life; the decayed value at time T is the sum times 2^−((T − L) / h). Scaled sums need no
 * update as time passes, and additions commute. Cormode, Shkapenyuk, Srivastava, Xu: Forward Decay:
 * A Practical Time Decay Model for Streaming Systems, ICDE 2009.
 *
 * <p>Landmarks are whole multiples of the half-life, so that moving one multiplies by a power of
 * two, which is exact in floating point.
 */
public final class ForwardDecay {

  /** Half-lives ahead of the landmark from which it is moved; a double holds about 1,000. */
  private static final long MOST_HALF_LIVES = 512;

  private final long halfLifeMs;

  /**
   * @param halfLife time in which a weight halves, at least 1 ms
   */
  public ForwardDecay(Duration halfLife) {
    halfLifeMs = halfLife.toMillis();
    if (halfLifeMs <= 0) {
      throw new IllegalArgumentException(
          "A half-life must be at least 1 ms, but found " + halfLife);
    }
  }

  /** The landmark for values around an event time. */
  public long landmark(long timestamp) {
    return Math.floorDiv(timestamp, halfLifeMs) * halfLifeMs;
  }

  /** Whether an addition at this time would leave the range of a double before long. */
  public boolean isFarAhead(long timestamp, long landmark) {
    return (timestamp - landmark) / halfLifeMs > MOST_HALF_LIVES;
  }

  /** 2^((timestamp − landmark) / h): what an addition at that time is multiplied by. */
  public double scale(long timestamp, long landmark) {
    long wholeHalfLives = Math.floorDiv(timestamp - landmark, halfLifeMs);
    double rest = Math.floorMod(timestamp - landmark, halfLifeMs) / (double) halfLifeMs;
    int exponent = (int) Math.max(-2_000, Math.min(2_000, wholeHalfLives));
    return Math.scalb(Math.pow(2, rest), exponent);
  }
}
