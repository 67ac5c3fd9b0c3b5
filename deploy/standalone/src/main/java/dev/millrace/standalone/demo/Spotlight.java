package dev.millrace.standalone.demo;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendedItem;
import dev.millrace.avro.SequenceEntry;
import dev.millrace.avro.UserSequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One user shown to the person at the screen: what the user did lately and the list just served.
 *
 * @param userId the user
 * @param history titles of the latest items, the newest first
 * @param list titles of the served items with the reason for each, best first
 */
public record Spotlight(String userId, List<String> history, List<String> list) {

  private static final int HISTORY_SHOWN = 5;
  private static final int LIST_SHOWN = 10;

  /**
   * Puts a list beside the sequence that it was made from.
   *
   * @param titles item id to title; the id itself when there is none
   * @return nothing while the two do not belong together
   */
  static Optional<Spotlight> of(
      UserSequence sequence, Recommendation served, Function<String, String> titles) {
    if (sequence.getVersion() != served.getSequenceVersion()) {
      return Optional.empty();
    }
    List<SequenceEntry> entries = sequence.getEntries();
    List<SequenceEntry> latest =
        entries.subList(Math.max(0, entries.size() - HISTORY_SHOWN), entries.size());
    return Optional.of(
        new Spotlight(
            served.getUserId(),
            reversed(latest.stream().map(SequenceEntry::getItemId).map(titles).toList()),
            served.getItems().stream()
                .limit(LIST_SHOWN)
                .map(item -> describe(item, titles))
                .toList()));
  }

  private static String describe(RecommendedItem item, Function<String, String> titles) {
    String reason = item.getReason();
    String title = titles.apply(item.getItemId());
    return reason == null ? title + "  (" + item.getSource() + ")" : title + "  (" + reason + ")";
  }

  private static List<String> reversed(List<String> titles) {
    List<String> copy = new ArrayList<>(titles);
    Collections.reverse(copy);
    return List.copyOf(copy);
  }
}
