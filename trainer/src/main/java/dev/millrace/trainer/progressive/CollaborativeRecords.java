package dev.millrace.trainer.progressive;

import dev.millrace.avro.ItemPopularity;
import dev.millrace.avro.ItemTransitions;
import dev.millrace.avro.Successor;
import dev.millrace.model.collaborative.CollaborativeModel;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.PopularityRanking;
import dev.millrace.model.collaborative.TransitionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A collaborative model as the records that the topics hold of it.
 *
 * @param model is read and written
 */
public record CollaborativeRecords(CollaborativeModel model) {

  /** Puts a row in place of the one that its item had. */
  public void put(ItemTransitions row) {
    List<Successor> successors = row.getSuccessors();
    float[] weights = new float[successors.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) successors.get(i).getWeight();
    }
    ItemIds followers = names().internAll(successors.stream().map(Successor::getItemId).toList());
    model
        .transitions()
        .replace(
            names().intern(row.getItemId()),
            new TransitionRow(followers, weights, row.getTotal(), row.getAsOf()));
  }

  /** Puts a count in place of the one that its item had. */
  public void put(ItemPopularity count) {
    model
        .popularity()
        .replace(names().intern(count.getItemId()), count.getWeight(), count.getAsOf());
  }

  /** All rows, by the names of their items. */
  List<ItemTransitions> transitions() {
    List<ItemTransitions> rows = new ArrayList<>();
    for (int item : byName()) {
      TransitionRow row = model.transitions().row(item);
      if (row != null) {
        rows.add(
            new ItemTransitions(names().nameOf(item), successors(row), row.total(), row.asOf()));
      }
    }
    return rows;
  }

  private List<Successor> successors(TransitionRow row) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> new Successor(names().nameOf(row.successor(i)), (double) row.weight(i)))
        .toList();
  }

  /** All counts, by the names of their items. */
  List<ItemPopularity> popularity() {
    List<ItemPopularity> counts = new ArrayList<>();
    for (int item : byName()) {
      PopularityRanking.Count count = model.popularity().count(item);
      if (count.weight() > 0) {
        counts.add(new ItemPopularity(names().nameOf(item), count.weight(), count.asOf()));
      }
    }
    return counts;
  }

  private List<Integer> byName() {
    return IntStream.range(0, names().size())
        .boxed()
        .sorted((one, other) -> names().nameOf(one).compareTo(names().nameOf(other)))
        .toList();
  }

  private ItemDictionary names() {
    return model.items();
  }
}
