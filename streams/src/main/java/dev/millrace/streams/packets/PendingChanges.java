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
 * Changes that wait to be sent on together. They are appended to chunks, and the chunks lie in a
 * cached store: between two commits an append costs no write, at a commit what still waits is made
 * durable with the offsets that it came from, and after a crash it is there again.
 */
final class PendingChanges {

  private static final int CHUNK_BYTES = 4 << 10;

  private final KeyValueStore<Integer, byte[]> store;
  private final List<byte[]> full = new ArrayList<>();
  private ByteWriter open = new ByteWriter(CHUNK_BYTES);
  private long latestArrival;

  /**
   * @param store holds the chunks; what it holds already is taken over
   */
  PendingChanges(KeyValueStore<Integer, byte[]> store) {
    this.store = store;
    try (KeyValueIterator<Integer, byte[]> chunks = store.all()) {
      chunks.forEachRemaining(chunk -> full.add(chunk.value));
    }
  }

  /** Appends the changes of one interaction. */
  void add(List<KeyedChange> changes, long arrival) {
    open.writeVarLong(arrival);
    open.writeVarLong(changes.size());
    for (KeyedChange change : changes) {
      open.writeString(change.key());
      open.writeBytes(change.change());
    }
    byte[] chunk = open.toByteArray();
    store.put(full.size(), chunk);
    if (chunk.length >= CHUNK_BYTES) {
      full.add(chunk);
      open = new ByteWriter(CHUNK_BYTES);
    }
  }

  /** Bytes that wait, roughly. */
  int size() {
    return full.size() * CHUNK_BYTES;
  }

  /** Newest arrival among the changes drained last. */
  long latestArrival() {
    return latestArrival;
  }

  /**
   * Takes everything out.
   *
   * @return changes by key, in the order in which they came
   */
  Map<String, List<byte[]>> drain() {
    Map<String, List<byte[]>> byKey = new LinkedHashMap<>();
    full.forEach(chunk -> collect(chunk, byKey));
    collect(open.toByteArray(), byKey);
    for (int chunk = 0; chunk <= full.size(); chunk++) {
      store.delete(chunk);
    }
    full.clear();
    open = new ByteWriter(CHUNK_BYTES);
    return byKey;
  }

  private void collect(byte[] chunk, Map<String, List<byte[]>> byKey) {
    ByteReader reader = new ByteReader(chunk);
    while (reader.hasMore()) {
      latestArrival = Math.max(latestArrival, reader.readVarLong());
      int count = reader.readVarInt();
      for (int i = 0; i < count; i++) {
        byKey
            .computeIfAbsent(reader.readString(), key -> new ArrayList<>())
            .add(reader.readBytes());
      }
    }
  }
}
