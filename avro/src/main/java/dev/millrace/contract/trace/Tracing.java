package dev.millrace.contract.trace;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans of the work on records whose trace is sampled, and hands them on. It begins no trace
 * and changes no flag. Where spans are sent nowhere, headers pass unchanged. From any thread.
 */
public final class Tracing {

  private static final Tracing OFF = new Tracing(SpanExport.NONE, Clock.systemUTC());
  private static final long NANOS = 1_000_000_000L;

  private final SpanExport export;
  private final Clock clock;

  private Tracing(SpanExport export, Clock clock) {
    this.export = export;
    this.clock = clock;
  }

  /** No spans. */
  public static Tracing off() {
    return OFF;
  }

  /**
   * Spans.
   *
   * @param export where they go, which stays the caller's
   * @param clock says when they begin and end
   */
  public static Tracing to(SpanExport export, Clock clock) {
    return new Tracing(export, clock);
  }

  /**
   * The trace of a record that has just been received.
   *
   * @return null if its headers name none
   */
  public @Nullable ReceivedTrace received(Headers headers) {
    String traceparent = TraceContext.of(headers);
    return traceparent == null ? null : new ReceivedTrace(traceparent, now());
  }

  /**
   * Begins work on a record. Its span begins when the record was received.
   *
   * @param trace of the record; null when it has none
   * @param description asked only when there will be a span
   */
  public OpenSpan begin(@Nullable ReceivedTrace trace, Supplier<SpanDescription> description) {
    if (trace == null) {
      return PassedTrace.NONE;
    }
    return isOff() || !trace.isSampled()
        ? new PassedTrace(trace.traceparent())
        : new RecordedSpan(this, trace, description.get());
  }

  /** How many spans have reached nobody. */
  public long dropped() {
    return export.dropped();
  }

  SpanExport export() {
    return export;
  }

  /** Nanoseconds since 1970; 0 when nobody will ask. */
  long now() {
    if (isOff()) {
      return 0;
    }
    Instant now = clock.instant();
    return Math.addExact(Math.multiplyExact(now.getEpochSecond(), NANOS), now.getNano());
  }

  private boolean isOff() {
    return export.equals(SpanExport.NONE);
  }
}
