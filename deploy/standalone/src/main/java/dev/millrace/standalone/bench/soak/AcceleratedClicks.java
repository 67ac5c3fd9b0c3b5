package dev.millrace.standalone.bench.soak;

import dev.millrace.avro.Interaction;
import dev.millrace.standalone.data.RowStream;
import dev.millrace.standalone.data.synthetic.SyntheticSettings;
import dev.millrace.standalone.data.synthetic.SyntheticStream;
import java.time.Duration;

/** A generated stream whose event times are evenly spread over a given time. */
final class AcceleratedClicks implements AutoCloseable {

  private final RowStream<Interaction> rows;
  private final long start;
  private final double stepMs;
  private long made;

  /**
   * @param stream without end
   * @param span of event time
   * @param events in that time
   */
  AcceleratedClicks(SyntheticStream stream, Duration span, long events) {
    this.rows = stream.interactions();
    this.start = SyntheticSettings.defaults().start().toEpochMilli();
    this.stepMs = (double) span.toMillis() / events;
  }

  Interaction next() {
    Interaction next = rows.next();
    next.setTimestamp(start + (long) (made++ * stepMs));
    return next;
  }

  @Override
  public void close() {
    rows.close();
  }
}
