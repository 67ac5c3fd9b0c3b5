package dev.millrace.standalone.telemetry;

import io.opentelemetry.sdk.trace.IdGenerator;

/** Gives the next span of a thread the id that its header names already. */
final class GivenIds implements IdGenerator {

  private final ThreadLocal<String> next = new ThreadLocal<>();

  /** Says the id of the span that this thread starts next. */
  void next(String spanId) {
    next.set(spanId);
  }

  @Override
  public String generateSpanId() {
    String given = next.get();
    next.remove();
    return given;
  }

  @Override
  public String generateTraceId() {
    throw new IllegalStateException("A trace is begun by whoever sends an interaction, never here");
  }
}
