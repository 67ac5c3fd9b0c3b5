package dev.millrace.model.collaborative;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.TreeSet;

/**
 * Items by decayed weight, the heaviest first, equal weights by item name. The order of two items
 * does not change with time alone (see {@link Decay#orderingKey}), so an update moves one item and
 * no clock is needed. Not thread-safe.
 */
public final class PopularityRanking implements Iterable<Integer> {

  private final Decay decay;
  private final TreeSet<Integer> ranking;
  private double[] keys = new double[16];
  private double[] weights = new double[16];
  private long[] times = new long[16];
  private long newest = Long.MIN_VALUE;

  /** Of all items, decayed to the newest event time. */
  private double total;

  /**
   * @param items names that order equal weights
   * @param decay how weights fade
   */
  public PopularityRanking(ItemDictionary items, Decay decay) {
    this.decay = decay;
    this.ranking =
        new TreeSet<>(
            Comparator.comparingDouble(this::key).reversed().thenComparing(items::nameOf));
  }

  /**
   * Puts an item where its weight says; a weight of 0 leaves it out.
   *
   * @param item dense id
   * @param weight not negative
   * @param asOf event time to which the weight is decayed, in milliseconds
   * @throws IllegalArgumentException if the weight is negative or not a number
   */
  public void replace(int item, double weight, long asOf) {
    if (!(weight >= 0)) {
      throw new IllegalArgumentException("A weight is not negative, but was " + weight);
    }
    remove(item);
    if (weight > 0) {
      ensureCapacity(item);
      keys[item] = decay.orderingKey(weight, asOf);
      weights[item] = weight;
      times[item] = asOf;
      addToTotal(weight, asOf);
      ranking.add(item);
    }
  }

  /**
   * Counts an item once more.
   *
   * @param item dense id
   * @param time event time, in milliseconds
   */
  public void add(int item, long time) {
    Count before = count(item);
    long asOf = before.weight() > 0 ? Math.max(before.asOf(), time) : time;
    double weight = before.weight() * decay.factor(before.asOf(), asOf) + decay.factor(time, asOf);
    replace(item, weight, asOf);
  }

  /**
   * What was counted of an item.
   *
   * @param weight decayed to a time; 0 where the item is not in
   * @param asOf that time, in milliseconds
   */
  public record Count(double weight, long asOf) {}

  /** What was counted of an item, as it was put here. */
  public Count count(int item) {
    return item >= weights.length ? new Count(0, 0) : new Count(weights[item], times[item]);
  }

  /** Leaves an item out; nothing happens when it is not in. */
  public void remove(int item) {
    if (item < keys.length) {
      total = Math.max(0, total - weightOf(item));
      ranking.remove(item);
      weights[item] = 0;
    }
  }

  private void addToTotal(double weight, long asOf) {
    long before = newest;
    newest = Math.max(newest, asOf);
    double others = ranking.isEmpty() ? 0 : total * decay.factor(before, newest);
    total = others + weight * decay.factor(asOf, newest);
  }

  /** Number of items in the ranking. */
  public int size() {
    return ranking.size();
  }

  /** The weight of an item, decayed to the newest event time of all items; 0 if it is not in. */
  public double weightOf(int item) {
    return item >= weights.length ? 0 : weights[item] * decay.factor(times[item], newest);
  }

  /** The weights of all items together, decayed to the newest event time of all. */
  public double totalWeight() {
    return total;
  }

  /** Dense ids, the heaviest first, as far as the caller goes on. */
  @Override
  public Iterator<Integer> iterator() {
    return ranking.iterator();
  }

  private double key(int item) {
    return keys[item];
  }

  private void ensureCapacity(int item) {
    if (item >= keys.length) {
      int capacity = Math.max(item + 1, keys.length * 2);
      keys = Arrays.copyOf(keys, capacity);
      weights = Arrays.copyOf(weights, capacity);
      times = Arrays.copyOf(times, capacity);
    }
  }
}
