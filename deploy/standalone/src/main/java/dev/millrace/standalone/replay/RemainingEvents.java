package dev.millrace.standalone.replay;

import dev.millrace.avro.Interaction;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What is left to send: without the rows acknowledged in an earlier run, and up to a limit. */
final class RemainingEvents implements Iterator<NumberedEvent> {

  private final Iterator<Interaction> source;
  private final AckedRows done;
  private long left;
  private long row;
  private @Nullable NumberedEvent ahead;

  RemainingEvents(Iterator<Interaction> source, AckedRows done, long limit) {
    this.source = source;
    this.done = done;
    this.left = limit;
  }

  @Override
  public boolean hasNext() {
    while (ahead == null && left > 0 && source.hasNext()) {
      NumberedEvent event = new NumberedEvent(row++, source.next());
      if (!done.contains(event.row())) {
        ahead = event;
        left--;
      }
    }
    return ahead != null;
  }

  @Override
  public NumberedEvent next() {
    NumberedEvent event = hasNext() ? ahead : null;
    if (event == null) {
      throw new NoSuchElementException("Nothing is left to send");
    }
    ahead = null;
    return event;
  }
}
