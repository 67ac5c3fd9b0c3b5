package dev.millrace.standalone.data.synthetic;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** When people act: sessions that begin at random but rarely at night, with clicks in between. */
final class Rhythm {

  private static final long DAY = TimeUnit.DAYS.toMillis(1);
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);
  private static final long SHORTEST_GAP = TimeUnit.SECONDS.toMillis(5);
  private static final long MEAN_GAP = TimeUnit.SECONDS.toMillis(70);
  private static final double SESSIONS_A_DAY = 0.06;
  private static final double GOES_ON = 0.84;
  private static final int MOST_CLICKS = 60;

  /** Share of sessions begun in each hour (UTC), against the busiest. */
  private static final double[] BUSY_HOURS = {
    0.35, 0.2, 0.1, 0.08, 0.08, 0.1, 0.2, 0.35, 0.45, 0.5, 0.5, 0.55,
    0.6, 0.55, 0.5, 0.5, 0.55, 0.65, 0.8, 0.95, 1.0, 1.0, 0.8, 0.55
  };

  private static final double AVERAGE_BUSYNESS = Arrays.stream(BUSY_HOURS).average().orElse(1);

  private final Random random;

  Rhythm(Random random) {
    this.random = random;
  }

  /** Sessions a day of one person: most come rarely, a few all the time (log-normal). */
  double activity() {
    return SESSIONS_A_DAY * StrictMath.exp(random.nextGaussian());
  }

  long nextSession(long after, double sessionsPerDay) {
    long at = after;
    do {
      at += (long) (exponential() * DAY * AVERAGE_BUSYNESS / sessionsPerDay) + 1;
    } while (random.nextDouble() > BUSY_HOURS[(int) (at % DAY / HOUR)]);
    return at;
  }

  long nextClick(long after) {
    return after + SHORTEST_GAP + (long) (exponential() * MEAN_GAP);
  }

  int clicks() {
    int clicks = 1;
    while (clicks < MOST_CLICKS && random.nextDouble() < GOES_ON) {
      clicks++;
    }
    return clicks;
  }

  private double exponential() {
    return -StrictMath.log(1 - random.nextDouble());
  }
}
