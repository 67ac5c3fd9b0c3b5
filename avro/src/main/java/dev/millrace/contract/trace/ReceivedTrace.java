package dev.millrace.contract.trace;

/**
 * The trace that a record belongs to, as the record's header names it.
 *
 * @param traceparent the header {@code traceparent}, well-formed
 * @param receivedAt when the record was received, in nanoseconds since 1970; 0 when spans are
 *     nowhere sent
 */
public record ReceivedTrace(String traceparent, long receivedAt) {

  private static final int TRACE_ID = 3;
  private static final int SPAN_ID = 36;
  private static final int FLAGS = 53;
  private static final int SAMPLED = 1;
  private static final String UNUSABLE_VERSION = "ff";
  private static final String NO_TRACE = "0".repeat(32);
  private static final String NO_SPAN = "0".repeat(16);

  /** Id of the trace, 32 hexadecimal digits. */
  public String traceId() {
    return traceparent.substring(TRACE_ID, SPAN_ID - 1);
  }

  /** Id of the span that the record came from, 16 hexadecimal digits. */
  public String spanId() {
    return traceparent.substring(SPAN_ID, FLAGS - 1);
  }

  /** Whether whoever began the trace wants spans of it, and it is one that can have spans. */
  public boolean isSampled() {
    int flags = Integer.parseInt(traceparent, FLAGS, traceparent.length(), 16);
    return (flags & SAMPLED) != 0
        && !traceparent.startsWith(UNUSABLE_VERSION)
        && !traceId().equals(NO_TRACE)
        && !spanId().equals(NO_SPAN);
  }

  /** The header of what comes from a span of this trace; version and flags stay. */
  String continuedBy(String span) {
    return traceparent.substring(0, SPAN_ID) + span + traceparent.substring(FLAGS - 1);
  }
}
