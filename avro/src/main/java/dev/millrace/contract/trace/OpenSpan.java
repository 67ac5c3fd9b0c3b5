package dev.millrace.contract.trace;

import org.jspecify.annotations.Nullable;

/** Work that has begun. Of a record that no trace wants spans of, it only passes the header on. */
public interface OpenSpan {

  /** Header {@code traceparent} for what comes of the work; null when it belongs to no trace. */
  @Nullable String traceparent();

  /** Adds an attribute. */
  void note(String name, String value);

  /** Adds an attribute. */
  void note(String name, long value);

  /** The work is done; called once at most. What never ends is sent nowhere. */
  void end();

  /** The work could not be done; called once at most, in place of {@link #end}. */
  void fail(Throwable reason);
}
