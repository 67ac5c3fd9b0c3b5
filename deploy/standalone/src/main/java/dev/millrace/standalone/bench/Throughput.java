package dev.millrace.standalone.bench;

/**
 * How fast a topology worked through a topic that was full before it started.
 *
 * @param name what was measured
 * @param events events worked through in the measured time
 * @param seconds the measured time, from the first commit seen to the last
 * @param cpuMicrosPerEvent processor time of this process for each event, broker included
 * @param cpuByPart the same by part, for people; the rest is garbage collection, compilation and
 *     RocksDB's own threads
 * @param bytesPerEvent bytes written to the broker for each event, all topics together
 */
record Throughput(
    String name,
    long events,
    double seconds,
    double cpuMicrosPerEvent,
    String cpuByPart,
    double bytesPerEvent) {

  double eventsPerSecond() {
    return events / seconds;
  }
}
