package dev.millrace.trainer.example;

import dev.millrace.model.collaborative.ItemIds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Learns histories again: what an example's history consists of was to be foretold once too. {@link
 * RowPacker} puts these examples into the row of the one that they come from, so they cost a few
 * more logits, but no forward pass.
 *
 * @param items latest items of a history that become targets again; 0 for none
 */
public record HistoryReplay(int items) {

  /**
   * Adds, before the first example of each user, those that its history is made of. Later examples
   * of a user have that history too.
   *
   * @param examples each user's in their order
   * @return with those that are learned again, each user's in their order
   */
  public List<LearningExample> with(List<LearningExample> examples) {
    List<LearningExample> all = new ArrayList<>();
    Set<String> users = new HashSet<>();
    for (LearningExample example : examples) {
      if (users.add(example.userId())) {
        all.addAll(historyOf(example));
      }
      all.add(example);
    }
    return all;
  }

  private List<LearningExample> historyOf(LearningExample example) {
    ItemIds history = example.history();
    // The first item has nothing before it that it could follow from.
    return IntStream.range(Math.max(1, history.size() - items), history.size())
        .mapToObj(
            place ->
                new LearningExample(
                    example.id() + "/" + place,
                    example.userId(),
                    history.first(place),
                    history.get(place),
                    example.timestamp()))
        .toList();
  }
}
