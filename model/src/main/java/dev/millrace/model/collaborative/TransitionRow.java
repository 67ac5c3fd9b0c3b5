package dev.millrace.model.collaborative;

/** What follows one item: successors with their weights, in two arrays. Immutable. */
public final class TransitionRow {

  /** What a float may be wrong by, relative to it, with room to spare. */
  private static final double ROUNDING = 1e-6;

  private final ItemIds successors;
  private final float[] weights;
  private final double total;
  private final long asOf;

  /**
   * @param successors items that follow
   * @param weights a weight for each successor, not negative; copied
   * @param total sum of the weights of all pairs seen, those of forgotten successors too
   * @param asOf event time to which weights and total are decayed, in milliseconds
   * @throws IllegalArgumentException if the lengths differ or a figure is negative or not a number
   */
  public TransitionRow(ItemIds successors, float[] weights, double total, long asOf) {
    if (successors.size() != weights.length) {
      throw new IllegalArgumentException(
          "%d successors need as many weights, but there were %d"
              .formatted(successors.size(), weights.length));
    }
    for (float weight : weights) {
      requireNotNegative("weight", weight);
    }
    requireNotNegative("total", total);
    this.successors = successors;
    this.weights = weights.clone();
    this.total = total;
    this.asOf = asOf;
  }

  private static void requireNotNegative(String name, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException("A %s is not negative, but was %s".formatted(name, value));
    }
  }

  /**
   * The row as if some of a successor's weight had never been added. What rounding may have left is
   * nothing.
   *
   * @param successor who loses weight; only the total does where it is not in the row
   * @param weight how much, decayed like the row; not negative
   */
  public TransitionRow without(int successor, double weight) {
    float[] left = weights.clone();
    for (int i = 0; i < left.length; i++) {
      if (successors.get(i) == successor) {
        left[i] = (float) difference(weights[i], weight);
      }
    }
    return new TransitionRow(successors, left, difference(total, weight), asOf);
  }

  private static double difference(double from, double weight) {
    double left = from - weight;
    return left > ROUNDING * from ? left : 0;
  }

  /** Number of successors. */
  public int size() {
    return weights.length;
  }

  /**
   * @param index from 0
   */
  public int successor(int index) {
    return successors.get(index);
  }

  /**
   * @param index from 0
   */
  public float weight(int index) {
    return weights[index];
  }

  /** Sum of the weights of all pairs seen, those of forgotten successors too. */
  public double total() {
    return total;
  }

  /** Event time to which weights and total are decayed, in milliseconds. */
  public long asOf() {
    return asOf;
  }
}
