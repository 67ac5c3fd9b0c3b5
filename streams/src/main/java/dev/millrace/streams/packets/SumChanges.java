package dev.millrace.streams.packets;

import dev.millrace.streams.packets.WaitingPackets.RowChanges;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.NullUnmarked;

/**
 * Applies changes to rows, and emits the rows that changed, each once an interval however often it
 * did: rewriting a row costs more than changing it.
 */
@NullUnmarked // Kafka Streams calls init before anything else.
final class SumChanges<V> implements Processor<Integer, byte[], String, V> {

  /** Packets that are summed before the interval is over when so many bytes wait. */
  static final int MOST_WAITING_BYTES = 4 << 20;

  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final RowRules<V> rules;
  private final StoreNames names;
  private ProcessorContext<String, V> context;
  private KeyValueStore<String, byte[]> rows;
  private WaitingPackets waiting;

  SumChanges(RowRules<V> rules, StoreNames names) {
    this.rules = rules;
    this.names = names;
  }

  /**
   * Names of the stores.
   *
   * @param rows holds the rows
   * @param waiting holds the packets that have not been summed yet
   */
  record StoreNames(String rows, String waiting) {

    Set<StoreBuilder<?>> builders() {
      return Set.of(store(rows, Serdes.String()), store(waiting, Serdes.Integer()));
    }

    private static <K> StoreBuilder<KeyValueStore<K, byte[]>> store(String name, Serde<K> keys) {
      return Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore(name), keys, Serdes.ByteArray())
          .withCachingEnabled();
    }
  }

  @Override
  public void init(ProcessorContext<String, V> processorContext) {
    context = processorContext;
    rows = processorContext.getStateStore(names.rows());
    KeyValueStore<Integer, byte[]> store = processorContext.getStateStore(names.waiting());
    waiting = new WaitingPackets(store);
    processorContext.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> sum());
  }

  @Override
  public void process(Record<Integer, byte[]> record) {
    waiting.add(record.value(), record.timestamp());
    if (waiting.size() >= MOST_WAITING_BYTES) {
      sum();
    }
  }

  private void sum() {
    waiting.drain().forEach(this::change);
  }

  private void change(String key, RowChanges changes) {
    byte[] row = rules.apply(rows.get(key), changes.changes());
    rows.put(key, row);
    V value = row == null ? null : rules.toRecord(key, row);
    context.forward(new Record<>(key, value, changes.latestArrival()));
  }
}
