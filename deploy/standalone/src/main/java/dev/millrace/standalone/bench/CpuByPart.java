package dev.millrace.standalone.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where this process's processor time goes, by the threads of each part. What no Java thread owns
 * (garbage collection, the compiler, RocksDB's background work) is the remainder of the total.
 */
final class CpuByPart {

  private static final Map<String, String> PARTS = parts();

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Map<Long, Long> before = new HashMap<>();

  /** Starts to count. */
  CpuByPart() {
    for (long id : threads.getAllThreadIds()) {
      before.put(id, threads.getThreadCpuTime(id));
    }
  }

  /**
   * Processor time since the start.
   *
   * @return nanoseconds by part
   */
  Map<String, Long> nanos() {
    Map<String, Long> sums = new TreeMap<>();
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null) {
        long spent = threads.getThreadCpuTime(thread.getThreadId());
        long earlier = before.getOrDefault(thread.getThreadId(), 0L);
        sums.merge(partOf(thread.getThreadName()), Math.max(0, spent - earlier), Long::sum);
      }
    }
    return sums;
  }

  /** The same for each event, for people. */
  String perEvent(long events) {
    return nanos().entrySet().stream()
        .filter(part -> part.getValue() / events >= 1_000)
        .map(part -> "%s %.0f".formatted(part.getKey(), part.getValue() / 1e3 / events))
        .collect(Collectors.joining(", "));
  }

  private static String partOf(String thread) {
    return PARTS.entrySet().stream()
        .filter(part -> thread.contains(part.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("other");
  }

  /** A piece of a thread's name, and the part it tells; the first that fits counts. */
  private static Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("kafka-producer-network-thread", "producers");
    parts.put("-transitions-", "transitions");
    parts.put("-sequences-", "sequences");
    parts.put("-popularity-", "popularity");
    parts.put("-prequential-", "prequential");
    parts.put("StreamThread", "topology");
    parts.put("bench-latency-", "readers of the bench");
    parts.put("main", "sender of the bench");
    parts.put("serving", "serving");
    parts.put("data-plane-kafka", "broker");
    parts.put("kafka-", "broker");
    parts.put("group-coordinator", "broker");
    parts.put("TxnMarker", "broker");
    parts.put("transaction-", "broker");
    return parts;
  }
}
