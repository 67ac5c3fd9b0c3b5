package dev.millrace.standalone.replay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** Measures the rate over the last few seconds, and says when it is time to tell of it. */
public final class ProgressMeter {

  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(5);

  private final long start;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private long lastTold;

  /**
   * @param startNanos nanoseconds when the work began
   */
  public ProgressMeter(long startNanos) {
    this.start = startNanos;
    this.lastTold = startNanos;
    samples.add(new Sample(startNanos, 0));
  }

  /** Whether some time has passed since the last sample. */
  public boolean due(long now) {
    return now - lastTold >= INTERVAL;
  }

  /**
   * Takes a sample.
   *
   * @param now nanoseconds
   * @param acked acknowledged until now
   * @return acknowledged a second over the last five seconds
   */
  public double sample(long now, long acked) {
    lastTold = now;
    samples.addLast(new Sample(now, acked));
    while (samples.size() > 2 && now - samples.getFirst().nanos() > WINDOW) {
      samples.removeFirst();
    }
    Sample oldest = samples.getFirst();
    long nanos = now - oldest.nanos();
    return nanos == 0 ? 0 : (acked - oldest.acked()) * 1e9 / nanos;
  }

  /** Time since the work began. */
  public Duration elapsed(long now) {
    return Duration.ofNanos(now - start);
  }

  private record Sample(long nanos, long acked) {}
}
