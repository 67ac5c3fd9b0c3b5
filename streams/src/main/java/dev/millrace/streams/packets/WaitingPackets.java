package dev.millrace.streams.packets;

import dev.millrace.streams.internal.ByteReader;
import dev.millrace.streams.internal.ByteWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Packets that wait to be summed together, so that a row is rewritten once for all its changes.
 * They lie in a cached store: what still waits at a commit is made durable with the offsets that it
 * came from, and after a crash it is there again.
 */
final class WaitingPackets {

  private final KeyValueStore<Integer, byte[]> store;
  private final List<byte[]> waiting = new ArrayList<>();
  private int bytes;

  /**
   * @param store holds the packets; what it holds already is taken over
   */
  WaitingPackets(KeyValueStore<Integer, byte[]> store) {
    this.store = store;
    try (KeyValueIterator<Integer, byte[]> packets = store.all()) {
      packets.forEachRemaining(packet -> remember(packet.value));
    }
  }

  /**
   * The changes of one row.
   *
   * @param changes in the order in which they came
   * @param latestArrival when the last of their packets' interactions arrived, milliseconds since
   *     1970
   */
  record RowChanges(List<byte[]> changes, long latestArrival) {

    private static RowChanges none() {
      return new RowChanges(new ArrayList<>(), Long.MIN_VALUE);
    }

    private RowChanges plus(List<byte[]> more, long arrival) {
      changes.addAll(more);
      return new RowChanges(changes, Math.max(latestArrival, arrival));
    }
  }

  void add(byte[] packet, long arrival) {
    ByteWriter writer = new ByteWriter(Long.BYTES + packet.length);
    writer.writeLong(arrival);
    writer.writeRaw(packet);
    byte[] value = writer.toByteArray();
    store.put(waiting.size(), value);
    remember(value);
  }

  /** Bytes that wait. */
  int size() {
    return bytes;
  }

  /**
   * Takes everything out.
   *
   * @return changes by key of their row
   */
  Map<String, RowChanges> drain() {
    Map<String, RowChanges> byKey = new LinkedHashMap<>();
    for (int index = 0; index < waiting.size(); index++) {
      collect(new ByteReader(waiting.get(index)), byKey);
      store.delete(index);
    }
    waiting.clear();
    bytes = 0;
    return byKey;
  }

  private void remember(byte[] value) {
    waiting.add(value);
    bytes += value.length;
  }

  private static void collect(ByteReader value, Map<String, RowChanges> byKey) {
    long arrival = value.readLong();
    ChangePacket.read(
        value,
        (key, changes) ->
            byKey.compute(
                key,
                (same, before) ->
                    (before == null ? RowChanges.none() : before).plus(changes, arrival)));
  }
}
