package dev.millrace.standalone.replay;

import java.time.Duration;

/** A clock that passes time only when somebody waits. */
final class FakeTicker implements Ticker {

  private long nanos = 1_000;

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void sleep(Duration duration) {
    nanos += duration.toNanos();
  }
}
