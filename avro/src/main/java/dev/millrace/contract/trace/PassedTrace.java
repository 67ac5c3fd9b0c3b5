package dev.millrace.contract.trace;

import org.jspecify.annotations.Nullable;

/**
 * No span: what comes of the work has the header that the work's cause had.
 *
 * @param traceparent the header; null when there was none
 */
record PassedTrace(@Nullable String traceparent) implements OpenSpan {

  static final OpenSpan NONE = new PassedTrace(null);

  @Override
  public void note(String name, String value) {}

  @Override
  public void note(String name, long value) {}

  @Override
  public void end() {}

  @Override
  public void fail(Throwable reason) {}
}
