package dev.millrace.standalone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Memory of this process after a full collection.
 *
 * @param events events processed by then
 * @param heapBytes what the collection left on the heap
 * @param residentBytes memory of the process in RAM; empty where the system does not tell
 */
public record MemorySample(long events, long heapBytes, OptionalLong residentBytes) {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final int COLLECTIONS = 2;

  /** Collects and measures. */
  public static MemorySample take(long events) {
    // References are cleared by one collection and what they held by the next.
    for (int collection = 0; collection < COLLECTIONS; collection++) {
      System.gc();
    }
    return new MemorySample(events, heapAfterCollection(), resident());
  }

  private static long heapAfterCollection() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage left = pool.getCollectionUsage();
      if (pool.getType() == MemoryType.HEAP && left != null) {
        bytes += left.getUsed();
      }
    }
    return bytes;
  }

  private static OptionalLong resident() {
    if (!Files.exists(STATUS)) {
      return OptionalLong.empty();
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
