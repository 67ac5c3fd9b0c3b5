package dev.millrace.model.collaborative;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names of items as dense integers, so that models are arrays. It grows with every new item and
 * never gives an id a second meaning. Not thread-safe.
 */
public final class ItemDictionary {

  /** What {@link #find} answers for an item that has no dense id; no item ever has it. */
  public static final int UNKNOWN = -1;

  private final Map<String, Integer> dense = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  /** The dense id of an item, a new one if the item has none yet. */
  public int intern(String itemId) {
    Integer known = dense.putIfAbsent(itemId, names.size());
    if (known != null) {
      return known;
    }
    names.add(itemId);
    return names.size() - 1;
  }

  /** The dense id of an item, or {@link #UNKNOWN}. */
  public int find(String itemId) {
    return dense.getOrDefault(itemId, UNKNOWN);
  }

  /**
   * @throws IndexOutOfBoundsException if no item has the dense id
   */
  public String nameOf(int item) {
    return names.get(item);
  }

  /** Number of items; dense ids are 0 to size − 1. */
  public int size() {
    return names.size();
  }

  /** The dense ids of items in their order; new ones where an item has none yet. */
  public ItemIds internAll(List<String> itemIds) {
    int[] items = new int[itemIds.size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = intern(itemIds.get(i));
    }
    return ItemIds.of(items);
  }
}
