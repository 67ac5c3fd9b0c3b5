package dev.millrace.standalone.replay;

import java.time.Duration;
import java.util.List;

/** Lists and sequences as they become readable; a port. */
interface ServedLists extends AutoCloseable {

  /**
   * What became readable, waiting a little when there is nothing.
   *
   * @param atMost how long to wait
   */
  List<Sighting> poll(Duration atMost);

  @Override
  void close();
}
