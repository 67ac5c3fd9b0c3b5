package dev.millrace.standalone.serving;

import dev.millrace.avro.Item;
import dev.millrace.avro.ItemPopularity;
import dev.millrace.avro.ItemTransitions;
import dev.millrace.avro.RecommendationRequest;
import dev.millrace.avro.SequenceEntry;
import dev.millrace.avro.Successor;
import dev.millrace.avro.UserSequence;
import java.util.List;
import java.util.stream.Stream;

/** Records that the streams would have written. */
final class TestRecords {

  static final long NOW = 1_700_000_000_000L;

  private TestRecords() {}

  static Item item(String id) {
    return new Item(id, "Title of " + id, List.of("category-" + id.charAt(0)), true);
  }

  static ItemTransitions transitions(String from, String... successors) {
    List<Successor> heaviestFirst =
        Stream.iterate(0, i -> i < successors.length, i -> i + 1)
            .map(i -> new Successor(successors[i], 10.0 - i))
            .toList();
    return new ItemTransitions(from, heaviestFirst, 20.0, NOW);
  }

  static ItemPopularity popularity(String item, double weight) {
    return new ItemPopularity(item, weight, NOW);
  }

  static UserSequence sequence(String user, long version, String... items) {
    List<SequenceEntry> entries =
        Stream.of(items).map(item -> new SequenceEntry(item, "click", null, NOW, true)).toList();
    return new UserSequence(user, entries, List.of(), version, NOW);
  }

  static RecommendationRequest request(String user, String correlationId, int k) {
    return new RecommendationRequest(correlationId, user, k, null, List.of(), List.of());
  }
}
