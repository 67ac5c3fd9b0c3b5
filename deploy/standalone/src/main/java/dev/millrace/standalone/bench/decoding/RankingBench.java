package dev.millrace.standalone.bench.decoding;

import dev.millrace.model.llm.Decoder;
import dev.millrace.standalone.bench.products.ProductTimer;
import java.io.PrintWriter;

/**
 * The refined lane of serving without Kafka: candidates of both models, exact scores, one list. The
 * model is made for the occasion.
 */
public final class RankingBench {

  private final DecodeData data;
  private final DecodeSettings settings;
  private final PrintWriter out;

  /**
   * @param settings whose beam is the number of candidates of each model
   * @param out where figures go as they come
   */
  public RankingBench(DecodeData data, DecodeSettings settings, PrintWriter out) {
    this.data = data;
    this.settings = settings;
    this.out = out;
  }

  /**
   * Measures users a second beside the collaborative lane and a naive loop.
   *
   * @param progress takes a line now and then
   */
  public void run(PrintWriter progress) {
    try (Workload workload = Workload.of(data, settings);
        Decoder model =
            TitleModel.create(
                settings.shape().config(workload.tokenizer()),
                settings.device(),
                workload.catalogue(),
                settings.seed());
        PlainDecoder naive = new PlainDecoder(model, workload.catalogue().trie(), settings.beam());
        ProductTimer timer = new ProductTimer(model.manager(), model.products())) {
      new Introduction(data, settings).print(out, workload, model);
      measure(new Parts(workload, new TracedScorer(model), naive, timer), progress);
    }
  }

  private record Parts(
      Workload workload, TracedScorer scorer, PlainDecoder naive, ProductTimer timer) {}

  private void measure(Parts parts, PrintWriter progress) {
    try (RankedUsers users = new RankedUsers(parts.workload(), parts.scorer(), settings)) {
      RankingContest contest = new RankingContest(users, parts.naive(), settings);
      out.printf("machine    %.0f GFLOP/s in large matrix products%n", parts.timer().largestRate());
      out.printf("%n%-24s %9s %9s %9s %9s%n", "", "users/s", "p50 ms", "p99 ms", "batches");
      print("collaborative lane", contest.collaborative());
      for (int batch : settings.batches()) {
        measure(contest, batch, progress);
        printProducts(users, parts, batch);
        out.flush();
      }
    }
  }

  private void measure(RankingContest contest, int batch, PrintWriter progress) {
    RankingContest.Result result =
        contest.measure(
            batch,
            share -> {
              progress.printf(
                  "batch %d: %3.0f %%, about %.0f s left%n",
                  batch, 100 * share, 2 * settings.seconds() * (1 - share));
              progress.flush();
            });
    print("naive loop, one by one", result.naive());
    print("refined lane, batch " + batch, result.refined());
    out.printf(
        "  ratio %.1f in users/s%n",
        result.refined().usersPerSecond() / result.naive().usersPerSecond());
  }

  private void print(String name, RunTimes times) {
    out.printf(
        "%-24s %9.1f %9.1f %9.1f %9d%n",
        name,
        times.usersPerSecond(),
        times.percentiles().p50(),
        times.percentiles().p99(),
        times.percentiles().count());
  }

  /** The products of one batch alone, right after it. */
  private void printProducts(RankedUsers users, Parts parts, int batch) {
    long total = 0;
    long alone = 0;
    for (int number = 0; number < 5; number++) {
      parts.scorer().takeTrace();
      long start = System.nanoTime();
      users.rank(number, batch);
      total += System.nanoTime() - start;
      alone += parts.timer().nanos(parts.scorer().takeTrace().products());
    }
    out.printf(
        "  matrix products alone: %.1f ms of %.1f ms a batch; with nothing else %.1f users/s%n",
        alone / 5e6, total / 5e6, 5e9 * batch / alone);
  }
}
