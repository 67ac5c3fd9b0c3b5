package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rectangle that ragged tokens are laid out in for attention: R rows, one after the other, into
 * B groups of T slots. Slots that no token takes hold a copy of the first token, which nothing
 * reads.
 */
final class Slots {

  private final int groups;
  private final int width;
  private final @Nullable NDArray rowOfSlot;
  private final @Nullable NDArray slotOfRow;

  /**
   * @param manager owns the indices
   * @param groupOfRow the group (0 to groups − 1) of each of the R rows
   */
  Slots(NDManager manager, int[] groupOfRow, int groups) {
    this.groups = groups;
    int[] counts = new int[groups];
    for (int group : groupOfRow) {
      counts[group]++;
    }
    this.width = Arrays.stream(counts).max().orElseThrow();
    long[] slots = new long[groupOfRow.length];
    long[] rows = new long[groups * width];
    Arrays.fill(counts, 0);
    boolean inOrder = groupOfRow.length == groups * width;
    for (int row = 0; row < groupOfRow.length; row++) {
      int slot = groupOfRow[row] * width + counts[groupOfRow[row]]++;
      slots[row] = slot;
      rows[slot] = row;
      inOrder &= slot == row;
    }
    this.rowOfSlot = inOrder ? null : Tensors.longs(manager, rows);
    this.slotOfRow = inOrder ? null : Tensors.longs(manager, slots);
  }

  /** Number of groups, B. */
  int groups() {
    return groups;
  }

  /** Slots of each group, T. */
  int width() {
    return width;
  }

  /**
   * @param rows [R, w]
   * @return [B·T, w]
   */
  NDArray spread(NDArray rows) {
    return rowOfSlot == null ? rows : pick(rows, rowOfSlot);
  }

  /**
   * @param slots [B·T, w]
   * @return [R, w]
   */
  NDArray collect(NDArray slots) {
    return slotOfRow == null ? slots : pick(slots, slotOfRow);
  }

  /**
   * Rows of a matrix, with gradient.
   *
   * @param matrix [n, w]
   * @param rows [m]
   * @return [m, w]
   */
  static NDArray pick(NDArray matrix, NDArray rows) {
    return Embedding.embedding(rows, matrix, SparseFormat.DENSE).singletonOrThrow();
  }
}
