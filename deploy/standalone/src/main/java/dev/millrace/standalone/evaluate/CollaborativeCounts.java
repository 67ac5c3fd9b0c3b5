package dev.millrace.standalone.evaluate;

import dev.millrace.model.collaborative.CollaborativeModel;
import dev.millrace.model.collaborative.CollaborativeOptions;
import dev.millrace.model.collaborative.Decay;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.PopularityRanking;
import dev.millrace.model.collaborative.TransitionModel;
import dev.millrace.model.collaborative.TransitionRow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what the streams count, from whole sequences and without decay in time: a pair at distance
 * d ≤ W adds γ^d, every item taken adds 1 to its popularity.
 */
public final class CollaborativeCounts {

  private final ItemDictionary items;
  private final Map<Integer, Map<Integer, Double>> pairs = new TreeMap<>();
  private final Map<Integer, Integer> taken = new TreeMap<>();
  private final CollaborativeOptions options = CollaborativeOptions.defaults();

  CollaborativeCounts(ItemDictionary items) {
    this.items = items;
  }

  /** The model of all that is in some sequences. */
  public static CollaborativeModel model(ItemDictionary items, List<int[]> sequences) {
    CollaborativeCounts counts = new CollaborativeCounts(items);
    sequences.forEach(counts::add);
    return counts.model();
  }

  private void add(int[] sequence) {
    for (int place = 0; place < sequence.length; place++) {
      taken.merge(sequence[place], 1, Integer::sum);
      double weight = 1;
      for (int distance = 1; distance <= Math.min(options.window(), place); distance++) {
        weight *= options.gamma();
        pairs
            .computeIfAbsent(sequence[place - distance], item -> new TreeMap<>())
            .merge(sequence[place], weight, Double::sum);
      }
    }
  }

  private CollaborativeModel model() {
    CollaborativeModel model =
        new CollaborativeModel(
            items, new TransitionModel(), new PopularityRanking(items, Decay.none()));
    pairs.forEach((item, successors) -> model.transitions().replace(item, row(successors)));
    taken.forEach((item, count) -> model.popularity().replace(item, count, 0));
    return model;
  }

  private static TransitionRow row(Map<Integer, Double> successors) {
    int[] followers = successors.keySet().stream().mapToInt(Integer::intValue).toArray();
    float[] weights = new float[followers.length];
    double total = 0;
    for (int i = 0; i < followers.length; i++) {
      double weight = successors.getOrDefault(followers[i], 0.0);
      weights[i] = (float) weight;
      total += weight;
    }
    return new TransitionRow(ItemIds.of(followers), weights, total, 0);
  }
}
