package dev.millrace.streams.sequence;

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
 * Which items the catalogue holds: a global store of ids without their values, so that a record
 * that nobody can decode does not stop the one thread that fills it.
 */
final class KnownItems {

  /** Name of the global store. */
  static final String STORE = "known-items";

  private static final byte[] PRESENT = {1};

  private final KeyValueStore<String, byte[]> store;

  /**
   * @param context a context of any processor of the topology
   */
  KnownItems(ProcessorContext<?, ?> context) {
    store = context.getStateStore(STORE);
  }

  /** Adds the store to a topology. */
  static void addTo(StreamsBuilder builder, String itemsTopic) {
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled(),
        itemsTopic,
        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("remember-known-items"),
        Remember::new);
  }

  /** Whether the catalogue holds the item now. */
  boolean contains(String itemId) {
    return store.get(itemId) != null;
  }

  /** Follows the items topic; a record without an item id says nothing about any item. */
  private static final class Remember implements Processor<String, byte[], Void, Void> {

    private @Nullable KeyValueStore<String, byte[]> store;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, byte[]> record) {
      if (store != null && record.key() != null && !record.key().isEmpty()) {
        store.put(record.key(), record.value() == null ? null : PRESENT);
      }
    }
  }
}
