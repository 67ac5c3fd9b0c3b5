package dev.millrace.standalone.bench;

import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;

/** Lets a candidate work through a full topic and takes the time. */
final class ThroughputMeter {

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final long LOOK_MILLIS = 50;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;

  private final GroupProgress progress;
  private final long events;

  /**
   * @param events interactions in the topic
   */
  ThroughputMeter(Admin admin, long events) {
    this.progress = new GroupProgress(admin);
    this.events = events;
  }

  /**
   * Measures from the first commit seen, so that starting up does not count, to the moment when all
   * groups of the candidate have committed everything.
   *
   * @param interactionsTopic the full topic
   * @throws BenchmarkException if the candidate does not get through
   */
  Throughput measure(Candidate candidate, String interactionsTopic) throws InterruptedException {
    long bytesBefore = BytesWritten.total();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    String first = candidate.groups().get(0);
    Candidate.Running running = candidate.start().get();
    try (running) {
      long committed = 0;
      while (committed == 0) {
        pause(candidate, deadline);
        committed = progress.committed(first, interactionsTopic);
      }
      long start = System.nanoTime();
      long cpuBefore = ProcessCpu.nanos();
      CpuByPart parts = new CpuByPart();
      while (progress.committed(first, interactionsTopic) < events
          || !progress.caughtUp(candidate.groups())) {
        pause(candidate, deadline);
      }
      double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
      double cpuMicros = (ProcessCpu.nanos() - cpuBefore) / NANOS_PER_MICRO / (events - committed);
      double bytes = (double) (BytesWritten.total() - bytesBefore) / events;
      return new Throughput(
          candidate.name(),
          events - committed,
          seconds,
          cpuMicros,
          parts.perEvent(events - committed),
          bytes);
    }
  }

  private static void pause(Candidate candidate, long deadline) throws InterruptedException {
    if (System.nanoTime() > deadline) {
      throw new BenchmarkException(
          candidate.name() + " did not work through the topic in " + LIMIT.toMinutes() + " min");
    }
    Thread.sleep(LOOK_MILLIS);
  }
}
