package dev.millrace.standalone.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the spans on their way to an exporter, so that there are never more than fit and what is
 * lost is known: when it is full, and when the exporter gives up.
 */
final class BoundedQueue implements SpanExporter {

  private final SpanExporter exporter;
  private final int capacity;
  private final AtomicInteger onTheirWay = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();

  /**
   * @param exporter gets the spans
   * @param capacity most spans on their way
   */
  BoundedQueue(SpanExporter exporter, int capacity) {
    this.exporter = exporter;
    this.capacity = capacity;
  }

  /** Takes a place for one more span; without one, the span is lost. */
  boolean enter() {
    if (onTheirWay.incrementAndGet() <= capacity) {
      return true;
    }
    onTheirWay.decrementAndGet();
    dropped.increment();
    return false;
  }

  /** Spans that are lost. */
  long dropped() {
    return dropped.sum();
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    int count = spans.size();
    CompletableResultCode result = exporter.export(spans);
    result.whenComplete(() -> left(count, result.isSuccess()));
    return result;
  }

  private void left(int count, boolean arrived) {
    onTheirWay.addAndGet(-count);
    if (!arrived) {
      dropped.add(count);
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
