package dev.millrace.standalone.data;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.Item;
import java.util.OptionalLong;

/** Something to replay: a catalogue, and interactions in the order of their event times. */
public interface EventSource {

  /**
   * What this is, for people and to recognise the same source again: two sources with the same
   * identity give the same interactions in the same order.
   */
  String identity();

  /** The catalogue. Each call reads it anew. */
  RowStream<Item> items();

  /** Interactions, event time ascending. Each call reads them anew. */
  RowStream<Interaction> interactions();

  /** How many interactions there are; empty when there is no end. */
  OptionalLong interactionCount();
}
