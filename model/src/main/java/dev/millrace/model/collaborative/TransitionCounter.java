package dev.millrace.model.collaborative;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts into a model what the streams count: an item taken at distance d ≤ window behind another
 * one adds γ^d to the row of that one, decayed from its event time, and 1 to its own popularity.
 * Rows grow to twice the number of successors that are kept, then the lightest go; a row's total
 * keeps all. The same additions in the same order give the same model, bit by bit.
 */
public final class TransitionCounter {

  private final CollaborativeModel model;
  private final CollaborativeOptions options;
  private final int kept;

  /**
   * @param model is changed
   * @param options window, γ and how rows fade
   * @param kept successors of an item, at least 1
   */
  public TransitionCounter(CollaborativeModel model, CollaborativeOptions options, int kept) {
    if (kept < 1) {
      throw new IllegalArgumentException(
          "A row keeps at least 1 successor, but was to keep " + kept);
    }
    this.model = model;
    this.options = options;
    this.kept = kept;
  }

  /**
   * Counts what a user took after a history. The first item of a user is behind no history: it is
   * counted together with the second one.
   *
   * @param history oldest first, at least one
   * @param target dense id of what came next
   * @param time event time of the target, in milliseconds
   */
  public void add(ItemIds history, int target, long time) {
    if (history.size() == 1) {
      model.popularity().add(history.get(0), time);
    }
    model.popularity().add(target, time);
    double weight = 1;
    for (int distance = 1; distance <= Math.min(options.window(), history.size()); distance++) {
      weight *= options.gamma();
      int from = history.get(history.size() - distance);
      model
          .transitions()
          .replace(from, with(model.transitions().row(from), new Pair(target, weight, time)));
    }
  }

  private record Pair(int successor, double weight, long time) {}

  private TransitionRow with(@Nullable TransitionRow known, Pair pair) {
    TransitionRow row = known == null ? empty(pair.time()) : known;
    long asOf = Math.max(row.asOf(), pair.time());
    double faded = options.decay().factor(row.asOf(), asOf);
    double added = pair.weight() * options.decay().factor(pair.time(), asOf);
    int place = place(row, pair.successor());
    int[] successors = new int[Math.max(row.size(), place + 1)];
    float[] weights = new float[successors.length];
    for (int i = 0; i < row.size(); i++) {
      successors[i] = row.successor(i);
      weights[i] = (float) (row.weight(i) * faded + (i == place ? added : 0));
    }
    if (place == row.size()) {
      successors[place] = pair.successor();
      weights[place] = (float) added;
    }
    return pruned(
        new TransitionRow(ItemIds.of(successors), weights, row.total() * faded + added, asOf));
  }

  private static TransitionRow empty(long asOf) {
    return new TransitionRow(ItemIds.empty(), new float[0], 0, asOf);
  }

  private static int place(TransitionRow row, int successor) {
    int place = 0;
    while (place < row.size() && row.successor(place) != successor) {
      place++;
    }
    return place;
  }

  /** Of equal weights the item that comes first by name stays. */
  private TransitionRow pruned(TransitionRow row) {
    if (row.size() <= 2 * kept) {
      return row;
    }
    List<Integer> places =
        IntStream.range(0, row.size())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(row::weight)
                    .reversed()
                    .thenComparing(place -> model.items().nameOf(row.successor(place))))
            .limit(kept)
            .toList();
    float[] weights = new float[kept];
    for (int i = 0; i < kept; i++) {
      weights[i] = row.weight(places.get(i));
    }
    return new TransitionRow(
        ItemIds.of(places.stream().mapToInt(row::successor).toArray()),
        weights,
        row.total(),
        row.asOf());
  }
}
