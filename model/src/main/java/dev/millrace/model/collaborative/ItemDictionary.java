package dev.millrace.model.collaborative;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of items as dense integers, so that models are arrays. It grows with every new item and
 * never gives an id a second meaning. Safe for use by several threads.
 */
public final class ItemDictionary {

  /** What {@link #find} answers for an item that has no dense id; no item ever has it. */
  public static final int UNKNOWN = -1;

  private final Map<String, Integer> dense = new ConcurrentHashMap<>();

  /** A slot is written before its dense id can be found, and never changes afterwards. */
  private volatile String[] names = new String[64];

  private volatile int size;

  /** The dense id of an item, a new one if the item has none yet. */
  public int intern(String itemId) {
    Integer known = dense.get(itemId);
    return known != null ? known : add(itemId);
  }

  /** The dense id of an item, or {@link #UNKNOWN}. */
  public int find(String itemId) {
    return dense.getOrDefault(itemId, UNKNOWN);
  }

  /**
   * @throws IndexOutOfBoundsException if no item has the dense id
   */
  public String nameOf(int item) {
    if (item >= size) {
      throw new IndexOutOfBoundsException("No item " + item + " among " + size);
    }
    return names[item];
  }

  /** Number of items; dense ids are 0 to size − 1. */
  public int size() {
    return size;
  }

  /** The dense ids of items in their order; new ones where an item has none yet. */
  public ItemIds internAll(List<String> itemIds) {
    int[] items = new int[itemIds.size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = intern(itemIds.get(i));
    }
    return ItemIds.of(items);
  }

  private synchronized int add(String itemId) {
    Integer known = dense.get(itemId);
    if (known != null) {
      return known;
    }
    int item = size;
    if (item == names.length) {
      names = Arrays.copyOf(names, 2 * item);
    }
    names[item] = itemId;
    size = item + 1;
    dense.put(itemId, item);
    return item;
  }
}
