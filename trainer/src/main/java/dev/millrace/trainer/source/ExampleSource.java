package dev.millrace.trainer.source;

import java.time.Duration;
import java.util.Optional;

/**
 * Examples in an order of its own: from the same position always come the same micro-batches, as
 * long as there is more to read.
 */
public interface ExampleSource extends AutoCloseable {

  /**
   * The next micro-batch.
   *
   * @param patience about how long to wait for it; what came by then is kept for the next call
   */
  Optional<MicroBatch> poll(Duration patience);

  /** Examples that wait behind the latest micro-batch. */
  long lag();

  /** Whether nothing will come any more. */
  boolean isExhausted();

  @Override
  void close();
}
