package dev.millrace.standalone.bench.decoding;

import dev.millrace.standalone.bench.Percentiles;
import dev.millrace.standalone.bench.products.MatrixProduct;
import dev.millrace.standalone.bench.products.ProductTimer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Runs the contest for every size of batch and prints what it shows.
 *
 * <p>The share of matrix products is the distance to the limit: of some batches the shapes of all
 * products are noted, and right after each batch the same products are computed alone, on arrays
 * that are there already. Their time over the batch's time is the share; what is left is everything
 * else, from norms to the search in Java.
 */
final class DecodeReport {

  private static final int TRACED_BATCHES = 5;

  private final PrintWriter out;
  private final PrintWriter progress;

  DecodeReport(PrintWriter out, PrintWriter progress) {
    this.out = out;
    this.progress = progress;
  }

  void run(Contest contest, ProductTimer timer, DecodeSettings settings) {
    double limit = timer.largestRate();
    out.printf("machine    %.0f GFLOP/s in large matrix products%n", limit);
    for (int users : settings.batches()) {
      double difference = contest.requireSameResults(users);
      Contest.Result result =
          contest.measure(users, share -> tell(users, settings.seconds(), share));
      print(users, result);
      out.printf(
          "  same lists by the same search; log-probabilities differ by %.1e at most%n",
          difference);
      printShare(contest, timer, users);
      out.flush();
    }
  }

  private void tell(int users, int seconds, double share) {
    progress.printf(
        "batch %d: %3.0f %%, about %.0f s left%n", users, 100 * share, 2 * seconds * (1 - share));
    progress.flush();
  }

  private void print(int users, Contest.Result result) {
    out.printf(
        "%nbatch %-16d %9s %9s %9s %9s %11s %11s%n",
        users, "users/s", "p50 ms", "p99 ms", "batches", "prompts ms", "search ms");
    print("constrained", result.constrained());
    print("straightforward", result.plain());
    out.printf(
        "  ratio %.1f in users/s, %.1f of the medians, %.1f in the search alone%n",
        result.constrained().usersPerSecond() / result.plain().usersPerSecond(),
        result.plain().percentiles().p50() / result.constrained().percentiles().p50(),
        result.plain().searchMillis() / result.constrained().searchMillis());
  }

  private void print(String name, Timings timings) {
    Percentiles percentiles = timings.percentiles();
    out.printf(
        "  %-20s %9.1f %9.1f %9.1f %9d %11.1f %11.1f%n",
        name,
        timings.usersPerSecond(),
        percentiles.p50(),
        percentiles.p99(),
        percentiles.count(),
        timings.prefillMillis(),
        timings.searchMillis());
  }

  /** The products of the same batches alone, right after each batch. */
  private void printShare(Contest contest, ProductTimer timer, int users) {
    List<SearchTrace> traces = new ArrayList<>();
    long total = 0;
    long alone = 0;
    double operations = 0;
    for (int number = 0; number < TRACED_BATCHES; number++) {
      long start = System.nanoTime();
      SearchTrace trace = contest.trace(number, users);
      total += System.nanoTime() - start;
      alone += timer.nanos(trace.products());
      operations += trace.products().stream().mapToDouble(MatrixProduct::operations).sum();
      traces.add(trace);
    }
    out.printf(
        "  matrix products: %.2f GFLOP a batch, alone %.1f ms at %.0f GFLOP/s: %.0f %% of the time%n",
        operations / 1e9 / TRACED_BATCHES,
        alone / 1e6 / TRACED_BATCHES,
        operations / alone,
        100.0 * alone / total);
    out.printf(
        "  a search takes %.1f passes of %.1f tokens; prompts %.1f ms, passes %.1f ms, logits %.1f ms%n",
        mean(traces, SearchTrace::passes),
        mean(traces, SearchTrace::tokens) / mean(traces, SearchTrace::passes),
        mean(traces, SearchTrace::prefillNanos) / 1e6,
        mean(traces, SearchTrace::passNanos) / 1e6,
        mean(traces, SearchTrace::headNanos) / 1e6);
  }

  private static double mean(List<SearchTrace> traces, ToDoubleFunction<SearchTrace> value) {
    return traces.stream().mapToDouble(value).average().orElseThrow();
  }
}
