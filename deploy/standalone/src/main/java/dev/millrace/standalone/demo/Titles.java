package dev.millrace.standalone.demo;

import dev.millrace.avro.Item;
import dev.millrace.standalone.data.EventSource;
import dev.millrace.standalone.data.RowStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Titles of a catalogue, for people to read. */
public final class Titles {

  private Titles() {}

  /**
   * Reads the catalogue of a source.
   *
   * @return item id to title; the id itself when there is none
   */
  public static Function<String, String> of(EventSource source) {
    Map<String, String> titles = new HashMap<>();
    try (RowStream<Item> items = source.items()) {
      items.forEachRemaining(item -> titles.put(item.getItemId(), item.getTitle()));
    }
    return itemId -> titles.getOrDefault(itemId, itemId);
  }
}
