package dev.millrace.contract.trace;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A span that is exported when it ends. Belongs to one thread. */
final class RecordedSpan implements OpenSpan {

  private static final String ERROR_TYPE = "error.type";

  private final Tracing tracing;
  private final ReceivedTrace parent;
  private final SpanDescription description;
  private final String spanId;
  private final Map<String, Object> notes = new HashMap<>();

  RecordedSpan(Tracing tracing, ReceivedTrace parent, SpanDescription description) {
    this.tracing = tracing;
    this.parent = parent;
    this.description = description;
    this.spanId = SpanIds.of(parent, description);
  }

  @Override
  public String traceparent() {
    return parent.continuedBy(spanId);
  }

  @Override
  public void note(String name, String value) {
    notes.put(name, value);
  }

  @Override
  public void note(String name, long value) {
    notes.put(name, value);
  }

  @Override
  public void end() {
    export(null);
  }

  @Override
  public void fail(Throwable reason) {
    String type = reason.getClass().getName();
    note(ERROR_TYPE, type);
    export(Objects.requireNonNullElse(reason.getMessage(), type));
  }

  private void export(@Nullable String failure) {
    long end = Math.max(parent.receivedAt(), tracing.now());
    tracing.export().accept(new FinishedSpan(parent, spanId, description, notes, end, failure));
  }
}
