package dev.millrace.contract.trace;

import java.util.Map;

/**
 * What a span is about. It names no user: spans leave the cluster.
 *
 * @param name as people read it, the same for all spans of this sort
 * @param kind what the span does with records
 * @param identity tells it from the other spans of this name below the same parent, and is the same
 *     when the work is done again
 * @param attributes texts and whole numbers, by OpenTelemetry's names where it has any
 */
public record SpanDescription(
    String name, Kind kind, String identity, Map<String, Object> attributes) {

  /** What a span does with records, in OpenTelemetry's words. */
  public enum Kind {
    /** Works on a record that somebody has written. */
    CONSUMER,

    /** Writes a record, for others to work on. */
    PRODUCER
  }

  /** Takes attributes of the two sorts only. */
  public SpanDescription {
    attributes = Map.copyOf(attributes);
    attributes
        .values()
        .forEach(
            value -> {
              if (!(value instanceof String || value instanceof Long)) {
                throw new IllegalArgumentException(
                    "An attribute is a String or a Long, but was a " + value.getClass());
              }
            });
  }
}
