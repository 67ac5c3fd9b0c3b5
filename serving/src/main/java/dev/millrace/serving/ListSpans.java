package dev.millrace.serving;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendedItem;
import dev.millrace.contract.trace.OpenSpan;
import dev.millrace.contract.trace.SpanDescription;
import dev.millrace.contract.trace.SpanDescription.Kind;
import dev.millrace.contract.trace.Tracing;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Spans of lists: from when the record that caused one was received to when the list is committed.
 * They are producers' spans, for a reader of the list goes on below them, as their header says.
 *
 * @param tracing makes them
 * @param topic of the lists
 */
record ListSpans(Tracing tracing, String topic) {

  /** Attribute: how many records are committed together. */
  static final String BATCH_SIZE = "millrace.batch.size";

  private static final String OPERATION = "send";

  /** Begins the span of a list that is made, and not written yet. */
  OpenSpan begin(Lane lane, Recommendation list, ListCause cause) {
    return tracing.begin(cause.trace(), () -> description(lane, list));
  }

  /** An older checkpoint's list of the same record is another span. */
  private SpanDescription description(Lane lane, Recommendation list) {
    String cause =
        list.getSourceTopic() + " " + list.getSourcePartition() + "@" + list.getSourceOffset();
    return new SpanDescription(
        lane.span(), Kind.PRODUCER, cause + " " + list.getCheckpointId(), attributes(list));
  }

  private Map<String, Object> attributes(Recommendation list) {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("messaging.system", "kafka");
    attributes.put("messaging.operation.name", OPERATION);
    attributes.put("messaging.operation.type", OPERATION);
    attributes.put("messaging.destination.name", topic);
    attributes.put(
        "messaging.destination.partition.id", Integer.toString(list.getSourcePartition()));
    attributes.put("millrace.list.model", list.getModelId());
    attributes.put("millrace.list.source", sources(list));
    attributes.put("millrace.sequence.version", list.getSequenceVersion());
    if (list.getCheckpointId() != null) {
      attributes.put("millrace.checkpoint.id", list.getCheckpointId());
    }
    return attributes;
  }

  private static String sources(Recommendation list) {
    return list.getItems().stream()
        .map(RecommendedItem::getSource)
        .distinct()
        .sorted()
        .collect(Collectors.joining("+"));
  }
}
