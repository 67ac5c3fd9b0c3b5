package dev.millrace.trainer.objective;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the P positions of a block of logits, on Java's side.
 *
 * <p>Belongs to whoever makes it; the arrays are not copied.
 */
public final class BlockTargets {

  private final int columns;
  private final int[] targets;
  private final int[] widths;
  private final boolean[] ends;
  private final float @Nullable [][] rewards;

  /**
   * @param columns C
   * @param targets column of the ground-truth token g, [P]
   * @param widths how many columns of each position are tokens, from the left; the others are
   *     filling, [P]
   * @param ends whether g is the token that ends a title, [P]
   * @param rewards r_t(v), collaborative rewards of the columns, [P][at least widths], or null
   *     where no objective asks for them
   * @throws IllegalArgumentException if lengths differ or a target lies outside its columns
   */
  public BlockTargets(
      int columns, int[] targets, int[] widths, boolean[] ends, float @Nullable [][] rewards) {
    this.columns = columns;
    this.targets = targets;
    this.widths = widths;
    this.ends = ends;
    this.rewards = rewards;
    if (widths.length != targets.length
        || ends.length != targets.length
        || (rewards != null && rewards.length != targets.length)) {
      throw new IllegalArgumentException("A block's positions have a target, a width and an end");
    }
    for (int position = 0; position < targets.length; position++) {
      requireInside(position);
    }
  }

  private void requireInside(int position) {
    int width = widths[position];
    int target = targets[position];
    if (width > columns || target < 0 || target >= width) {
      throw new IllegalArgumentException(
          "Position %d of a block with %d columns has %d tokens and the target %d"
              .formatted(position, columns, width, target));
    }
  }

  /** Number of positions, P. */
  public int positions() {
    return targets.length;
  }

  /** Number of columns, C. */
  public int columns() {
    return columns;
  }

  /** Whether some positions have fewer tokens than there are columns. */
  public boolean isPadded() {
    return Arrays.stream(widths).anyMatch(width -> width < columns);
  }

  /** Column of the ground-truth token of a position. */
  public int target(int position) {
    return targets[position];
  }

  /** Number of tokens of a position. */
  public int width(int position) {
    return widths[position];
  }

  /** Whether the ground-truth token of a position ends a title. */
  public boolean isEnd(int position) {
    return ends[position];
  }

  /**
   * Collaborative rewards of a position's columns.
   *
   * @throws IllegalStateException if the block has none
   */
  public float[] rewards(int position) {
    if (rewards == null) {
      throw new IllegalStateException("This block has no rewards");
    }
    return rewards[position];
  }
}
