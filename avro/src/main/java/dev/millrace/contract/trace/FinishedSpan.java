package dev.millrace.contract.trace;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that is done, as a part of somebody's trace.
 *
 * @param parent what caused it, and when it began
 * @param spanId 16 hexadecimal digits
 * @param description what it was about
 * @param notes attributes that were known only at its end
 * @param endedAt in nanoseconds since 1970
 * @param failure why it failed; null if it did not
 */
public record FinishedSpan(
    ReceivedTrace parent,
    String spanId,
    SpanDescription description,
    Map<String, Object> notes,
    long endedAt,
    @Nullable String failure) {

  /** Copies the notes. */
  public FinishedSpan {
    notes = Map.copyOf(notes);
  }
}
