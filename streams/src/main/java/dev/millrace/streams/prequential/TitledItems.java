package dev.millrace.streams.prequential;

import dev.millrace.avro.Item;
import dev.millrace.contract.Topic;
import dev.millrace.streams.internal.ByteReader;
import dev.millrace.streams.internal.ByteWriter;
import dev.millrace.streams.internal.Failures;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * How many items the catalogue holds, and which of them share a title: a global store. An item that
 * nobody can decode counts, and shares its title with none.
 */
final class TitledItems {

  /** Name of the global store. */
  static final String STORE = "titled-items";

  private static final String COUNT_KEY = "n";
  private static final String ITEM = "i";
  private static final String TITLE = "t";
  private static final String NONE = "";

  private final KeyValueStore<String, byte[]> store;

  /**
   * @param context a context of any processor of the topology
   */
  TitledItems(ProcessorContext<?, ?> context) {
    this(context.<KeyValueStore<String, byte[]>>getStateStore(STORE));
  }

  private TitledItems(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** Adds the store to a topology. */
  static void addTo(StreamsBuilder builder, Topic<String, Item> items) {
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled(),
        items.name(),
        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("remember-titles"),
        () -> new Remember(items));
  }

  /** How many items the catalogue holds now. */
  long count() {
    byte[] count = store.get(COUNT_KEY);
    return count == null ? 0 : new ByteReader(count).readLong();
  }

  /** The items with an item's title, itself among them, also where it has none. */
  Set<String> sharingTitleOf(String itemId) {
    String title = titleOf(itemId);
    return title == null || title.equals(NONE) ? Set.of(itemId) : itemsOf(title);
  }

  private @Nullable String titleOf(String itemId) {
    byte[] title = store.get(ITEM + itemId);
    return title == null ? null : new ByteReader(title).readString();
  }

  private Set<String> itemsOf(String title) {
    Set<String> items = new TreeSet<>();
    byte[] stored = store.get(TITLE + title);
    if (stored != null) {
      ByteReader reader = new ByteReader(stored);
      while (reader.hasMore()) {
        items.add(reader.readString());
      }
    }
    return items;
  }

  private void remember(String itemId, @Nullable String title) {
    String before = titleOf(itemId);
    if (before != null && !before.equals(NONE)) {
      Set<String> rest = itemsOf(before);
      rest.remove(itemId);
      putItems(before, rest);
    }
    store.put(ITEM + itemId, title == null ? null : bytes(Set.of(title)));
    if (title != null && !title.equals(NONE)) {
      Set<String> all = itemsOf(title);
      all.add(itemId);
      putItems(title, all);
    }
    count((title == null ? 0 : 1) - (before == null ? 0 : 1));
  }

  private void putItems(String title, Set<String> items) {
    store.put(TITLE + title, items.isEmpty() ? null : bytes(items));
  }

  private static byte[] bytes(Set<String> strings) {
    ByteWriter writer = new ByteWriter(64);
    strings.forEach(writer::writeString);
    return writer.toByteArray();
  }

  private void count(int more) {
    if (more != 0) {
      ByteWriter count = new ByteWriter(Long.BYTES);
      count.writeLong(count() + more);
      store.put(COUNT_KEY, count.toByteArray());
    }
  }

  /** Follows the items topic; a record without an item id says nothing about any item. */
  private static final class Remember implements Processor<String, byte[], Void, Void> {

    private final String topic;
    private final Deserializer<Item> decoder;
    private @Nullable TitledItems items;

    Remember(Topic<String, Item> topic) {
      this.topic = topic.name();
      this.decoder = topic.values().deserializer();
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      items = new TitledItems(context.<KeyValueStore<String, byte[]>>getStateStore(STORE));
    }

    @Override
    public void process(Record<String, byte[]> record) {
      if (items != null && record.key() != null && !record.key().isEmpty()) {
        items.remember(record.key(), title(record));
      }
    }

    private @Nullable String title(Record<String, byte[]> record) {
      if (record.value() == null) {
        return null;
      }
      try {
        return decoder.deserialize(topic, record.headers(), record.value()).getTitle().strip();
      } catch (RuntimeException e) {
        if (Failures.isOfSurroundings(e)) {
          throw e;
        }
        return NONE;
      }
    }
  }
}
