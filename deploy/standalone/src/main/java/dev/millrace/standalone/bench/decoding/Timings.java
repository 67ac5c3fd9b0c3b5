package dev.millrace.standalone.bench.decoding;

import dev.millrace.model.tokenizer.TokenIds;
import dev.millrace.standalone.bench.Percentiles;
import java.util.ArrayList;
import java.util.List;

/** Durations of one implementation at one size of batches. */
final class Timings {

  private final Decoding decoding;
  private final int users;
  private final List<Long> nanos = new ArrayList<>();
  private long total;
  private long prefill;

  Timings(Decoding decoding, int users) {
    this.decoding = decoding;
    this.users = users;
  }

  void measure(List<TokenIds> batch) {
    long start = System.nanoTime();
    Decoding.Decoded decoded = decoding.decode(batch);
    long taken = System.nanoTime() - start;
    nanos.add(taken);
    total += taken;
    prefill += decoded.prefillNanos();
  }

  int batches() {
    return nanos.size();
  }

  /** Time measured so far. */
  long total() {
    return total;
  }

  double usersPerSecond() {
    return 1e9 * users * nanos.size() / total;
  }

  Percentiles percentiles() {
    return Percentiles.ofNanos(nanos.stream().mapToLong(Long::longValue).toArray());
  }

  /** Mean milliseconds of a batch in which the prompts were read. */
  double prefillMillis() {
    return prefill / 1e6 / nanos.size();
  }

  /** Mean milliseconds of the rest of a batch. */
  double searchMillis() {
    return (total - prefill) / 1e6 / nanos.size();
  }
}
