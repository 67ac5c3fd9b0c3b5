package dev.millrace.model.collaborative;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows of {@link TransitionRow}s by dense item id. Not thread-safe: its reader is its writer. */
public final class TransitionModel {

  private @Nullable TransitionRow[] rows = new TransitionRow[16];
  private int count;

  /** Puts the row of an item in place of the one it had. */
  public void replace(int item, TransitionRow row) {
    if (item >= rows.length) {
      rows = Arrays.copyOf(rows, Math.max(item + 1, rows.length * 2));
    }
    count += rows[item] == null ? 1 : 0;
    rows[item] = row;
  }

  /** Forgets what follows an item; nothing happens when it has no row. */
  public void remove(int item) {
    if (item < rows.length && rows[item] != null) {
      rows[item] = null;
      count--;
    }
  }

  /** What follows an item; null when nothing is known. */
  public @Nullable TransitionRow row(int item) {
    return item < rows.length ? rows[item] : null;
  }

  /** Number of items that have a row. */
  public int size() {
    return count;
  }
}
