package dev.millrace.streams.prequential;

import dev.millrace.streams.internal.ByteReader;
import dev.millrace.streams.internal.ByteWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The windows of one partition that may still change: held in memory, and every change written
 * through to the stores. The sums change at every interaction and are small; the sketches are large
 * and seldom change, so each has its own store.
 */
final class OpenWindows {

  private static final int FORMAT = 2;

  private final KeyValueStore<Bytes, byte[]> sumsStore;
  private final KeyValueStore<Bytes, byte[]> coverageStore;
  private final Map<WindowKey, OpenWindow> windows = new HashMap<>();
  private final Set<WindowKey> changed = new LinkedHashSet<>();

  /** Reads what the stores hold; all of it counts as changed, as nobody knows what was said. */
  OpenWindows(KeyValueStore<Bytes, byte[]> sumsStore, KeyValueStore<Bytes, byte[]> coverageStore) {
    this.sumsStore = sumsStore;
    this.coverageStore = coverageStore;
    try (KeyValueIterator<Bytes, byte[]> stored = sumsStore.all()) {
      stored.forEachRemaining(this::restore);
    }
  }

  private static final class OpenWindow {
    private final Bytes storeKey;
    private final Coverage coverage;
    private Sums sums;

    private OpenWindow(Bytes storeKey, Sums sums, Coverage coverage) {
      this.storeKey = storeKey;
      this.sums = sums;
      this.coverage = coverage;
    }
  }

  void judge(WindowKey key, List<String> itemIds, Place place) {
    OpenWindow window = window(key);
    if (window.coverage.add(itemIds)) {
      coverageStore.put(window.storeKey, window.coverage.toBytes());
    }
    change(key, window, window.sums.plus(place));
  }

  void time(WindowKey key, long latencyMs) {
    OpenWindow window = window(key);
    change(key, window, window.sums.plusLatency(latencyMs));
  }

  /** What changed since the last call. */
  List<Partial> drainChanged(int partition) {
    List<Partial> partials = new ArrayList<>(changed.size());
    for (WindowKey key : changed) {
      OpenWindow window = windows.get(key);
      if (window != null) {
        partials.add(new Partial(key, partition, window.sums, window.coverage));
      }
    }
    changed.clear();
    return partials;
  }

  /** Forgets windows that began before a time, and were said to the end. */
  void dropBefore(long earliestStart) {
    windows
        .entrySet()
        .removeIf(
            entry -> {
              boolean over =
                  entry.getKey().start() < earliestStart && !changed.contains(entry.getKey());
              if (over) {
                sumsStore.delete(entry.getValue().storeKey);
                coverageStore.delete(entry.getValue().storeKey);
              }
              return over;
            });
  }

  private void change(WindowKey key, OpenWindow window, Sums sums) {
    window.sums = sums;
    ByteWriter writer = new ByteWriter(64);
    writer.writeByte(FORMAT);
    sums.write(writer);
    sumsStore.put(window.storeKey, writer.toByteArray());
    changed.add(key);
  }

  private static Sums sums(byte[] stored) {
    ByteReader reader = new ByteReader(stored);
    reader.expectVersion(FORMAT, JudgeLists.SUMS);
    return Sums.read(reader);
  }

  private OpenWindow window(WindowKey key) {
    return windows.computeIfAbsent(
        key, absent -> new OpenWindow(absent.toBytes(), Sums.NONE, Coverage.empty()));
  }

  private void restore(KeyValue<Bytes, byte[]> stored) {
    WindowKey key = WindowKey.of(stored.key);
    byte[] coverage = coverageStore.get(stored.key);
    windows.put(
        key,
        new OpenWindow(
            stored.key,
            sums(stored.value),
            coverage == null ? Coverage.empty() : Coverage.of(coverage)));
    changed.add(key);
  }
}
