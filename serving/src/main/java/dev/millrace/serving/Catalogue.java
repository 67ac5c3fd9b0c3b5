package dev.millrace.serving;

import dev.millrace.avro.Item;
import dev.millrace.model.collaborative.ItemDictionary;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Titles, categories and availability of items by dense id. Belongs to the serving thread. */
final class Catalogue {

  private record Entry(String title, List<String> categories, boolean available) {}

  private final ItemDictionary items;
  private final List<@Nullable Entry> entries = new ArrayList<>();
  private final Map<String, String> categoryNames = new HashMap<>();
  private int size;

  Catalogue(ItemDictionary items) {
    this.items = items;
  }

  void put(Item item) {
    List<String> categories =
        item.getCategories().stream()
            .map(category -> categoryNames.computeIfAbsent(category, name -> name))
            .toList();
    set(
        items.intern(item.getItemId()),
        new Entry(item.getTitle(), categories, item.getAvailable()));
  }

  void remove(String itemId) {
    int item = items.find(itemId);
    if (item != ItemDictionary.UNKNOWN) {
      set(item, null);
    }
  }

  /** Number of items, available or not. */
  int size() {
    return size;
  }

  /** Whether the catalogue offers an item; one that holds nothing leaves everything open. */
  boolean isAvailable(int item) {
    Entry entry = entry(item);
    return size == 0 || (entry != null && entry.available());
  }

  /** Whether an item is in the catalogue, available or not; all are in one that holds nothing. */
  boolean holds(int item) {
    return size == 0 || entry(item) != null;
  }

  /** Whether an item is in at least one of the categories. */
  boolean isInAny(int item, List<String> categories) {
    Entry entry = entry(item);
    return entry != null && categories.stream().anyMatch(entry.categories()::contains);
  }

  /** The items of some categories as they are now; others may keep it. */
  BitSet inAny(List<String> categories) {
    BitSet found = new BitSet(entries.size());
    for (int item = 0; item < entries.size(); item++) {
      found.set(item, isInAny(item, categories));
    }
    return found;
  }

  /** The title of an item; its id when there is none. */
  String titleOf(int item) {
    Entry entry = entry(item);
    return entry == null || entry.title().isBlank() ? items.nameOf(item) : entry.title();
  }

  private @Nullable Entry entry(int item) {
    return item < entries.size() ? entries.get(item) : null;
  }

  private void set(int item, @Nullable Entry entry) {
    while (entries.size() <= item) {
      entries.add(null);
    }
    Entry before = entries.set(item, entry);
    size += (entry == null ? 0 : 1) - (before == null ? 0 : 1);
  }
}
