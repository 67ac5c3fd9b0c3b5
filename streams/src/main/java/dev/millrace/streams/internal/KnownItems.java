package dev.millrace.streams.internal;

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
 * Which items the catalogue holds, and how many: a global store of ids without their values, so
 * that a record that nobody can decode does not stop the one thread that fills it.
 */
public final class KnownItems {

  /** Name of the global store. */
  public static final String STORE = "known-items";

  /** Item ids are never empty, so the empty key is free for the count. */
  private static final String COUNT_KEY = "";

  private static final byte[] PRESENT = {1};

  private final KeyValueStore<String, byte[]> store;

  /**
   * @param context a context of any processor of the topology
   */
  public KnownItems(ProcessorContext<?, ?> context) {
    store = context.getStateStore(STORE);
  }

  private KnownItems(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** Adds the store to a topology. */
  public static void addTo(StreamsBuilder builder, String itemsTopic) {
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled(),
        itemsTopic,
        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("remember-known-items"),
        Remember::new);
  }

  /** Whether the catalogue holds the item now. */
  public boolean contains(String itemId) {
    return store.get(itemId) != null;
  }

  /** How many items the catalogue holds now. */
  public long count() {
    byte[] count = store.get(COUNT_KEY);
    return count == null ? 0 : new ByteReader(count).readLong();
  }

  private void remember(String itemId, boolean present) {
    boolean before = contains(itemId);
    if (before == present) {
      return;
    }
    store.put(itemId, present ? PRESENT : null);
    ByteWriter count = new ByteWriter(Long.BYTES);
    count.writeLong(count() + (present ? 1 : -1));
    store.put(COUNT_KEY, count.toByteArray());
  }

  /** Follows the items topic; a record without an item id says nothing about any item. */
  private static final class Remember implements Processor<String, byte[], Void, Void> {

    private @Nullable KnownItems items;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      items = new KnownItems(context.<KeyValueStore<String, byte[]>>getStateStore(STORE));
    }

    @Override
    public void process(Record<String, byte[]> record) {
      if (items != null && record.key() != null && !record.key().isEmpty()) {
        items.remember(record.key(), record.value() != null);
      }
    }
  }
}
