package dev.millrace.standalone.replay;

import java.util.concurrent.TimeUnit;

/** When each interaction is due, in nanoseconds after the first one. */
@FunctionalInterface
interface Schedule {

  /**
   * @param index place of the interaction, counted from 0
   * @param sinceFirst its event time minus that of the first, in milliseconds
   */
  long dueNanos(long index, long sinceFirst);

  static Schedule at(Pacing.Rate rate) {
    return (index, sinceFirst) -> (long) (index * (TimeUnit.SECONDS.toNanos(1) / rate.perSecond()));
  }

  static Schedule at(Pacing.Speedup speedup) {
    return (index, sinceFirst) ->
        (long) (TimeUnit.MILLISECONDS.toNanos(1) * (sinceFirst / speedup.factor()));
  }

  static Schedule immediately() {
    return (index, sinceFirst) -> 0;
  }
}
