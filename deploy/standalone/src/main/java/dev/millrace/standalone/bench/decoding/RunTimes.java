package dev.millrace.standalone.bench.decoding;

import dev.millrace.standalone.bench.Percentiles;
import java.util.ArrayList;
import java.util.List;

/** Durations of equal batches. */
final class RunTimes {

  private final int users;
  private final List<Long> nanos = new ArrayList<>();
  private long total;

  /**
   * @param users of a batch
   */
  RunTimes(int users) {
    this.users = users;
  }

  void measure(Runnable batch) {
    long start = System.nanoTime();
    batch.run();
    long taken = System.nanoTime() - start;
    nanos.add(taken);
    total += taken;
  }

  int batches() {
    return nanos.size();
  }

  long total() {
    return total;
  }

  double usersPerSecond() {
    return 1e9 * users * nanos.size() / total;
  }

  Percentiles percentiles() {
    return Percentiles.ofNanos(nanos.stream().mapToLong(Long::longValue).toArray());
  }
}
