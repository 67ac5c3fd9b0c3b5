package dev.millrace.model.sequential;

import java.util.List;

/**
 * Item sequences side by side, B rows of T slots, padded on the right, and the places in them where
 * a user's state is wanted. No encoder looks ahead, so what stands in the padding does not matter.
 */
public final class SequenceBatch {

  private final int rows;
  private final int length;
  private final long[] items;
  private final long[] places;

  private SequenceBatch(int rows, int length, long[] items, long[] places) {
    this.rows = rows;
    this.length = length;
    this.items = items;
    this.places = places;
  }

  /**
   * Sequences with the state after their last item.
   *
   * @param sequences items oldest first; none is empty
   */
  public static SequenceBatch ofLast(List<int[]> sequences) {
    return of(sequences, sequences.stream().mapToInt(sequence -> sequence.length - 1).toArray());
  }

  /**
   * Sequences with the states after all items from some place on.
   *
   * @param sequences items oldest first; none is empty
   * @param firstPlaces for each sequence the first index whose state is wanted
   * @throws IllegalArgumentException if a sequence is empty or its first place is outside of it
   */
  public static SequenceBatch of(List<int[]> sequences, int[] firstPlaces) {
    int length = sequences.stream().mapToInt(sequence -> sequence.length).max().orElse(0);
    int wanted = 0;
    for (int row = 0; row < firstPlaces.length; row++) {
      int size = sequences.get(row).length;
      if (firstPlaces[row] < 0 || firstPlaces[row] >= size) {
        throw new IllegalArgumentException(
            "A sequence of %d items has no place %d".formatted(size, firstPlaces[row]));
      }
      wanted += size - firstPlaces[row];
    }
    long[] items = new long[sequences.size() * length];
    long[] places = new long[wanted];
    int next = 0;
    for (int row = 0; row < firstPlaces.length; row++) {
      int[] sequence = sequences.get(row);
      for (int index = 0; index < sequence.length; index++) {
        int slot = row * length + index;
        items[slot] = sequence[index];
        if (index >= firstPlaces[row]) {
          places[next++] = slot;
        }
      }
    }
    return new SequenceBatch(sequences.size(), length, items, places);
  }

  /** Number of sequences, B. */
  public int rows() {
    return rows;
  }

  /** Slots of each row, T. */
  public int length() {
    return length;
  }

  /** Number of states wanted, P. */
  public int placeCount() {
    return places.length;
  }

  /** Items, row by row, [B·T]. */
  long[] items() {
    return items;
  }

  /** Slots whose states are wanted, [P]. */
  long[] places() {
    return places;
  }
}
