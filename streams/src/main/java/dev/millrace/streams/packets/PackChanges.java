package dev.millrace.streams.packets;

import dev.millrace.avro.AcceptedInteraction;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.NullUnmarked;

/** Collects the changes of interactions and sends them on in packets. */
@NullUnmarked // Kafka Streams calls init before anything else.
final class PackChanges implements Processor<String, AcceptedInteraction, Integer, byte[]> {

  /** Buckets that keys fall into; the rows are spread over at most so many tasks. */
  static final int BUCKETS = 64;

  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final int MOST_PENDING_BYTES = 256 << 10;

  private final Function<AcceptedInteraction, List<KeyedChange>> changesOf;
  private final String storeName;
  private ProcessorContext<Integer, byte[]> context;
  private PendingChanges pending;

  PackChanges(Function<AcceptedInteraction, List<KeyedChange>> changesOf, String storeName) {
    this.changesOf = changesOf;
    this.storeName = storeName;
  }

  static Set<StoreBuilder<?>> stores(String storeName) {
    return Set.of(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(storeName), Serdes.Integer(), Serdes.ByteArray())
            .withCachingEnabled());
  }

  @Override
  public void init(ProcessorContext<Integer, byte[]> processorContext) {
    context = processorContext;
    KeyValueStore<Integer, byte[]> store = processorContext.getStateStore(storeName);
    pending = new PendingChanges(store);
    processorContext.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> send());
  }

  @Override
  public void process(Record<String, AcceptedInteraction> record) {
    List<KeyedChange> changes = changesOf.apply(record.value());
    if (!changes.isEmpty()) {
      pending.add(changes, record.timestamp());
      if (pending.size() >= MOST_PENDING_BYTES) {
        send();
      }
    }
  }

  private void send() {
    Map<Integer, ChangePacket> packets = new HashMap<>();
    for (Map.Entry<String, List<byte[]>> row : pending.drain().entrySet()) {
      packets
          .computeIfAbsent(bucketOf(row.getKey()), bucket -> new ChangePacket())
          .add(row.getKey(), row.getValue());
    }
    packets.forEach(
        (bucket, packet) ->
            context.forward(new Record<>(bucket, packet.bytes(), pending.latestArrival())));
  }

  /** The bucket of a key, the same for ever: rows are found by it. */
  static int bucketOf(String key) {
    int hash = key.hashCode();
    return ((hash ^ (hash >>> 16)) & 0x7FFF_FFFF) % BUCKETS;
  }
}
