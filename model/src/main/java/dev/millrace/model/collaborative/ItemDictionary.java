package dev.millrace.model.collaborative;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Names of items as dense integers, so that models are arrays. It grows with every new item and
 * never gives an id a second meaning. Safe for use by several threads; finding a name takes no lock
 * and allocates nothing.
 *
 * <p>A hash table with open addressing: beside the names themselves, an item costs 12 to 24 bytes.
 */
public final class ItemDictionary {

  /** What {@link #find} answers for an item that has no dense id; no item ever has it. */
  public static final int UNKNOWN = -1;

  private static final int FIRST_CAPACITY = 64;

  /** A slot is written before its dense id can be found, and never changes afterwards. */
  private volatile String[] names = new String[FIRST_CAPACITY];

  /** Dense ids plus one, 0 where there is none; at most half full, a power of two long. */
  private volatile AtomicIntegerArray slots = new AtomicIntegerArray(2 * FIRST_CAPACITY);

  private volatile int size;

  /** The dense id of an item, a new one if the item has none yet. */
  public int intern(String itemId) {
    int known = find(itemId);
    return known != UNKNOWN ? known : add(itemId);
  }

  /** The dense id of an item, or {@link #UNKNOWN}. */
  public int find(String itemId) {
    AtomicIntegerArray table = slots;
    return table.get(slotOf(itemId, table)) - 1;
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
    int known = find(itemId);
    if (known != UNKNOWN) {
      return known;
    }
    int item = size;
    if (item == names.length) {
      grow();
    }
    names[item] = itemId;
    size = item + 1;
    slots.set(slotOf(itemId, slots), item + 1);
    return item;
  }

  private void grow() {
    names = Arrays.copyOf(names, 2 * names.length);
    AtomicIntegerArray larger = new AtomicIntegerArray(2 * names.length);
    for (int item = 0; item < size; item++) {
      larger.setPlain(slotOf(names[item], larger), item + 1);
    }
    slots = larger;
  }

  /** The slot of an item, or the empty one where it would be put. */
  private int slotOf(String itemId, AtomicIntegerArray table) {
    int mask = table.length() - 1;
    int slot = spread(itemId.hashCode()) & mask;
    for (int id = table.get(slot); id != 0 && !isNamed(id - 1, itemId); id = table.get(slot)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isNamed(int item, String itemId) {
    String name = names[item];
    return name.hashCode() == itemId.hashCode() && name.equals(itemId);
  }

  /** Names that count up have hashes that do: neighbours must not fill one stretch. */
  private static int spread(int hash) {
    int mixed = hash * 0x9E37_79B9;
    return mixed ^ (mixed >>> Short.SIZE);
  }
}
