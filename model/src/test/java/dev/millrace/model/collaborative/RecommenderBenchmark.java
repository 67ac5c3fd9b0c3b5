package dev.millrace.model.collaborative;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Users scored a second on one core: 6,000 items, rows of 100 successors, histories of 50 items
 * which are left out, lists of 10. Run with {@link #main}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RecommenderBenchmark {

  private static final int USERS = 4_096;

  private final RandomModels random = new RandomModels(42, 6_000);
  private final CollaborativeRecommender recommender =
      new CollaborativeRecommender(
          random.model(100, Decay.none()), CollaborativeOptions.defaults());
  private final List<History> users =
      Stream.generate(() -> random.history(50)).limit(USERS).toList();
  private int next;

  /** One list of 10, nothing seen in it. */
  @Benchmark
  public List<ScoredItem> recommend() {
    History history = users.get(next++ % USERS);
    return recommender.recommend(
        history, new Selection(10, List.of(history.items()), item -> true));
  }

  /** One list of the 10 most popular items, nothing seen in it. */
  @Benchmark
  public List<ScoredItem> mostPopular() {
    History history = users.get(next++ % USERS);
    return recommender.mostPopular(new Selection(10, List.of(history.items()), item -> true));
  }

  /**
   * Runs all benchmarks of this class and prints their figures.
   *
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] args) throws RunnerException {
    new Runner(new OptionsBuilder().include(RecommenderBenchmark.class.getSimpleName()).build())
        .run();
  }
}
