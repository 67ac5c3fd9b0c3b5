package dev.millrace.model.collaborative;

/** What follows one item: successors with their weights, in two arrays. Immutable. */
public final class TransitionRow {

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
