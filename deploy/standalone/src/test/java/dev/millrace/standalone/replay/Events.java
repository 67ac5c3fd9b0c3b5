package dev.millrace.standalone.replay;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.Item;
import dev.millrace.standalone.data.EventSource;
import dev.millrace.standalone.data.RowStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/** Interactions made up by tests. */
final class Events {

  private Events() {}

  static Interaction of(String user, String item, long timestamp) {
    return new Interaction(user + item, user, item, "click", null, timestamp);
  }

  /** One interaction a second; each text is user and item, one character each. */
  static List<Interaction> of(String... userItems) {
    List<Interaction> all = new ArrayList<>();
    for (String each : userItems) {
      all.add(of(each.substring(0, 1), each.substring(1), 1_000L * all.size()));
    }
    return all;
  }

  static Iterator<NumberedEvent> numbered(List<Interaction> interactions) {
    return new RemainingEvents(interactions.iterator(), new AckedRows(), Long.MAX_VALUE);
  }

  /** Interactions with a catalogue of two items. */
  record Source(List<Interaction> all) implements EventSource {

    @Override
    public String identity() {
      return "made up by a test";
    }

    @Override
    public RowStream<Item> items() {
      return RowStream.of(
          List.of(new Item("1", "One", List.of(), true), new Item("2", "Two", List.of(), true))
              .iterator());
    }

    @Override
    public RowStream<Interaction> interactions() {
      return RowStream.of(all.iterator());
    }

    @Override
    public OptionalLong interactionCount() {
      return OptionalLong.of(all.size());
    }
  }
}
