package dev.millrace.model.collaborative;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** An immutable list of dense item ids (see {@link ItemDictionary}), four bytes an item. */
public final class ItemIds {

  private static final ItemIds EMPTY = new ItemIds(new int[0]);

  private final int[] items;

  private ItemIds(int[] items) {
    this.items = items;
  }

  /**
   * @param items dense item ids; copied
   */
  public static ItemIds of(int... items) {
    return items.length == 0 ? EMPTY : new ItemIds(items.clone());
  }

  /** A list of nothing. */
  public static ItemIds empty() {
    return EMPTY;
  }

  /** Number of items. */
  public int size() {
    return items.length;
  }

  /**
   * @param index from 0
   */
  public int get(int index) {
    return items[index];
  }

  /** Whether an item is among these; looks through all of them. */
  public boolean contains(int item) {
    for (int other : items) {
      if (other == item) {
        return true;
      }
    }
    return false;
  }

  /** The earliest items, all of them where there are no more than that. */
  public ItemIds first(int count) {
    return count >= items.length ? this : of(Arrays.copyOf(items, count));
  }

  /** The latest items, all of them where there are no more than that. */
  public ItemIds last(int count) {
    return count >= items.length
        ? this
        : of(Arrays.copyOfRange(items, items.length - count, items.length));
  }

  /** Calls the consumer with every item, in order. */
  public void forEach(IntConsumer consumer) {
    for (int item : items) {
      consumer.accept(item);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ItemIds that && Arrays.equals(items, that.items);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(items);
  }

  @Override
  public String toString() {
    return Arrays.toString(items);
  }
}
