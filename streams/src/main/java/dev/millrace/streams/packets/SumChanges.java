package dev.millrace.streams.packets;

import dev.millrace.streams.internal.ByteReader;
import dev.millrace.streams.internal.ByteWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.NullUnmarked;

/**
 * Applies changes to rows, and emits the rows that changed, each once an interval however often it
 * did. Which rows still have to be emitted is kept in a store too, so that a crash forgets none.
 */
@NullUnmarked // Kafka Streams calls init before anything else.
final class SumChanges<V> implements Processor<Integer, byte[], String, V> {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final RowRules<V> rules;
  private final StoreNames names;
  private final Map<String, Long> arrivals = new LinkedHashMap<>();
  private ProcessorContext<String, V> context;
  private KeyValueStore<String, byte[]> rows;
  private KeyValueStore<String, byte[]> unsent;

  SumChanges(RowRules<V> rules, StoreNames names) {
    this.rules = rules;
    this.names = names;
  }

  /**
   * Names of the stores.
   *
   * @param rows holds the rows
   * @param unsent remembers which rows still have to be emitted
   */
  record StoreNames(String rows, String unsent) {

    Set<StoreBuilder<?>> builders() {
      return Set.of(store(rows), store(unsent));
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
      return Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
          .withCachingEnabled();
    }
  }

  @Override
  public void init(ProcessorContext<String, V> processorContext) {
    context = processorContext;
    rows = processorContext.getStateStore(names.rows());
    unsent = processorContext.getStateStore(names.unsent());
    try (KeyValueIterator<String, byte[]> left = unsent.all()) {
      left.forEachRemaining(row -> arrivals.put(row.key, new ByteReader(row.value).readVarLong()));
    }
    processorContext.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> send());
  }

  @Override
  public void process(Record<Integer, byte[]> record) {
    ChangePacket.read(record.value(), (key, changes) -> change(key, changes, record.timestamp()));
  }

  private void change(String key, List<byte[]> changes, long arrival) {
    byte[] row = rows.get(key);
    for (byte[] change : changes) {
      row = rules.apply(row, change);
    }
    rows.put(key, row);
    if (arrivals.put(key, arrival) == null) {
      ByteWriter value = new ByteWriter(Long.BYTES);
      value.writeVarLong(arrival);
      unsent.put(key, value.toByteArray());
    }
  }

  private void send() {
    arrivals.forEach(
        (key, arrival) -> {
          byte[] row = rows.get(key);
          context.forward(
              new Record<>(key, row == null ? null : rules.toRecord(key, row), arrival));
          unsent.delete(key);
        });
    arrivals.clear();
  }
}
