package dev.millrace.streams.prequential;

import dev.millrace.avro.Item;
import dev.millrace.contract.Topic;
import dev.millrace.streams.internal.ByteReader;
import dev.millrace.streams.internal.ByteWriter;
import dev.millrace.streams.internal.Failures;
import java.util.Objects;
import java.util.function.Predicate;
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

  private static final String COUNT = "n";
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
    return count(COUNT);
  }

  /**
   * Which items have an item's title, itself among them. Most titles are one item's, and then the
   * store is asked no more.
   */
  Predicate<String> sharingTitleOf(String itemId) {
    String title = titleOf(itemId);
    if (title == null || title.equals(NONE) || count(TITLE + title) < 2) {
      return itemId::equals;
    }
    return other -> other.equals(itemId) || title.equals(titleOf(other));
  }

  private @Nullable String titleOf(String itemId) {
    byte[] title = store.get(ITEM + itemId);
    return title == null ? null : new ByteReader(title).readString();
  }

  /**
   * Takes in what an item is called; null where it is no more. Should the process die in between, a
   * title counts too many items and not too few.
   */
  private void remember(String itemId, @Nullable String title) {
    String before = titleOf(itemId);
    if (Objects.equals(before, title)) {
      return;
    }
    if (title != null) {
      add(TITLE + title, 1);
    }
    store.put(ITEM + itemId, title == null ? null : bytes(title));
    if (before != null) {
      add(TITLE + before, -1);
    }
    add(COUNT, (title == null ? 0 : 1) - (before == null ? 0 : 1));
  }

  private static byte[] bytes(String title) {
    ByteWriter writer = new ByteWriter(title.length() + 2);
    writer.writeString(title);
    return writer.toByteArray();
  }

  private long count(String key) {
    byte[] count = store.get(key);
    return count == null ? 0 : new ByteReader(count).readLong();
  }

  private void add(String key, int more) {
    if (more == 0) {
      return;
    }
    ByteWriter writer = new ByteWriter(Long.BYTES);
    long sum = count(key) + more;
    writer.writeLong(sum);
    store.put(key, sum == 0 ? null : writer.toByteArray());
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
