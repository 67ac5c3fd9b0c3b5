package dev.millrace.contract.trace;

/** Where spans go when they are finished. From any thread. */
@FunctionalInterface
public interface SpanExport {

  /** Nowhere. */
  SpanExport NONE = span -> {};

  /** Takes a span. Never waits and never throws: a span is worth less than the record it is of. */
  void accept(FinishedSpan span);

  /** How many spans were taken and have reached nobody. */
  default long dropped() {
    return 0;
  }
}
