package dev.millrace.standalone.replay;

import dev.millrace.standalone.data.RowStream;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One run of a replay: the loop that sends, listens for acknowledgements and remembers them. */
final class Run {

  private static final long SAVE_INTERVAL = TimeUnit.MILLISECONDS.toNanos(500);

  private final Parts parts;
  private final AckedRows done;
  private final Ticker ticker;
  private final long skipped;
  private final long start;
  private final ProgressMeter meter;
  private @Nullable Long total;
  private long lastSaved;
  private boolean interrupted;

  Run(Parts parts, AckedRows done, Ticker ticker) {
    this.parts = parts;
    this.done = done;
    this.ticker = ticker;
    this.skipped = done.count();
    this.start = ticker.nanos();
    this.lastSaved = start;
    this.meter = new ProgressMeter(start);
  }

  /** Works out how much this run will send. */
  void expect(OptionalLong interactions, long limit) {
    if (interactions.isPresent()) {
      total = Math.min(Math.max(0, interactions.getAsLong() - skipped), limit);
    } else if (limit != ReplaySettings.NO_LIMIT) {
      total = limit;
    }
  }

  Run send(ReplayListener listener, BooleanSupplier stopped) {
    try {
      while (!parts.turns().finished() && !stopped.getAsBoolean()) {
        NumberedEvent event = parts.turns().next();
        if (event == null) {
          parts.turns().pause();
        } else {
          parts.outbox().send(event);
        }
        takeAcknowledgements();
        tell(listener, false);
      }
      interrupted = stopped.getAsBoolean() && !parts.turns().finished();
      parts.outbox().flush();
    } finally {
      takeAcknowledgements();
      parts.progress().save(done);
    }
    tell(listener, true);
    return this;
  }

  ReplaySummary toSummary(long items) {
    return new ReplaySummary(
        items,
        acked(),
        skipped,
        parts.rows().badRows(),
        parts.turns().impatient(),
        meter.elapsed(ticker.nanos()),
        interrupted);
  }

  private void takeAcknowledgements() {
    Acknowledgement next = parts.outbox().nextAcknowledgement();
    while (next != null) {
      done.add(next.event().row());
      parts.turns().acknowledged(next);
      next = parts.outbox().nextAcknowledgement();
    }
  }

  private void tell(ReplayListener listener, boolean last) {
    long now = ticker.nanos();
    if (now - lastSaved >= SAVE_INTERVAL) {
      parts.progress().save(done);
      lastSaved = now;
    }
    if (last || meter.due(now)) {
      listener.onProgress(
          new ReplayProgress(
              parts.outbox().sent(),
              acked(),
              parts.rows().badRows(),
              meter.sample(now, acked()),
              total,
              meter.elapsed(now)));
    }
  }

  private long acked() {
    return done.count() - skipped;
  }

  /**
   * What a run is made of.
   *
   * @param rows the source, for its bad rows
   * @param turns who is next
   * @param outbox what sends
   * @param progress what remembers
   */
  record Parts(RowStream<?> rows, Turns turns, Outbox outbox, ProgressFile progress) {}
}
