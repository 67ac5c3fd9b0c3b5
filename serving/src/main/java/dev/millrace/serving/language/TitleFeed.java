package dev.millrace.serving.language;

import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.collaborative.ItemDictionary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The titles of the catalogue as they are now, and their changes for each model that is loaded: a
 * new one starts with all of them. Safe for use by several threads.
 */
public final class TitleFeed {

  private final ItemDictionary names;
  private final List<@Nullable TitledItem> items = new ArrayList<>();
  private final Set<Subscription> subscriptions = new LinkedHashSet<>();

  /**
   * @param names dense ids of the items
   */
  public TitleFeed(ItemDictionary names) {
    this.names = names;
  }

  /**
   * What a model has not seen yet.
   *
   * @param changed new items, and known ones as they are now
   * @param removed items that are no more
   */
  public record Changes(List<TitledItem> changed, List<String> removed) {

    /** Whether there is nothing to do. */
    public boolean isNone() {
      return changed.isEmpty() && removed.isEmpty();
    }
  }

  /** An item is new or has changed. */
  public synchronized void put(TitledItem item) {
    set(names.intern(item.itemId()), item);
    subscriptions.forEach(subscription -> subscription.pending.put(item.itemId(), item));
  }

  /** An item is no more. */
  public synchronized void remove(String itemId) {
    int item = names.find(itemId);
    if (item != ItemDictionary.UNKNOWN) {
      set(item, null);
    }
    subscriptions.forEach(subscription -> subscription.pending.put(itemId, null));
  }

  private void set(int item, @Nullable TitledItem titled) {
    while (items.size() <= item) {
      items.add(null);
    }
    items.set(item, titled);
  }

  /** Follows the changes from now on; the first ones are all items that there are. */
  public synchronized Subscription subscribe() {
    Subscription subscription =
        new Subscription(
            items.stream().filter(Objects::nonNull).map(Objects::requireNonNull).toList());
    subscriptions.add(subscription);
    return subscription;
  }

  /** The changes that one model has not seen. */
  public final class Subscription implements AutoCloseable {

    private List<TitledItem> all;
    private final Map<String, @Nullable TitledItem> pending = new LinkedHashMap<>();

    private Subscription(List<TitledItem> all) {
      this.all = all;
    }

    /** The changes that have not been applied yet; of several of one item only the last. */
    public Changes changes() {
      synchronized (TitleFeed.this) {
        List<TitledItem> changed = new ArrayList<>(all);
        changed.removeIf(item -> pending.containsKey(item.itemId()));
        List<String> removed = new ArrayList<>();
        pending.forEach(
            (itemId, item) -> {
              if (item == null) {
                removed.add(itemId);
              } else {
                changed.add(item);
              }
            });
        return new Changes(changed, removed);
      }
    }

    /**
     * Some changes need not be given again; what has come after them stays.
     *
     * @param done the last that {@link #changes} gave
     */
    public void applied(Changes done) {
      synchronized (TitleFeed.this) {
        all = List.of();
        done.changed().forEach(item -> pending.remove(item.itemId(), item));
        done.removed().forEach(itemId -> pending.remove(itemId, null));
      }
    }

    /** Another one that has seen as much as this. */
    Subscription fork() {
      synchronized (TitleFeed.this) {
        Subscription other = new Subscription(all);
        other.pending.putAll(pending);
        subscriptions.add(other);
        return other;
      }
    }

    @Override
    public void close() {
      synchronized (TitleFeed.this) {
        subscriptions.remove(this);
      }
    }
  }
}
