package dev.millrace.standalone.evaluate;

import dev.millrace.model.sequential.SequentialRecommender;
import dev.millrace.trainer.evaluation.FusedRecommender;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/** Lets each candidate learn, once for each seed, and judges what it learned. */
public final class Evaluation {

  private final Dataset dataset;
  private final Schedule schedule;
  private final Progress progress;
  private final LearnedListener listener;

  /** Gets what has learned, before it is judged and closed. */
  @FunctionalInterface
  public interface LearnedListener {

    /**
     * @param name model and seed, for instance sasrec-1
     */
    void onLearned(String name, SequentialRecommender recommender);
  }

  /**
   * What is to be done.
   *
   * @param seeds how many; they count from 1
   * @param finished runs that are not made again
   */
  public record Schedule(int seeds, FinishedRuns finished) {}

  /** Begins nothing yet. */
  public Evaluation(
      Dataset dataset, Schedule schedule, Progress progress, LearnedListener listener) {
    this.dataset = dataset;
    this.schedule = schedule;
    this.progress = progress;
    this.listener = listener;
  }

  /**
   * All candidates, in their order; behind one that can be fused with the collaborative model, the
   * fusion.
   */
  public List<Outcome> run(List<Candidate> candidates) {
    return candidates.stream().flatMap(candidate -> outcomes(candidate).stream()).toList();
  }

  private List<Outcome> outcomes(Candidate candidate) {
    List<FinishedRun> runs =
        LongStream.rangeClosed(1, candidate.isSeeded() ? schedule.seeds() : 1)
            .mapToObj(seed -> run(candidate, seed))
            .toList();
    Outcome outcome = new Outcome(candidate.name(), runs.stream().map(FinishedRun::alone).toList());
    List<Run> fused = runs.stream().map(FinishedRun::fused).filter(Objects::nonNull).toList();
    return fused.isEmpty()
        ? List.of(outcome)
        : List.of(outcome, new Outcome(candidate.name() + " + transitions", fused));
  }

  private FinishedRun run(Candidate candidate, long seed) {
    return schedule
        .finished()
        .find(candidate.name(), seed)
        .orElseGet(
            () -> {
              FinishedRun run = learn(candidate, seed);
              schedule.finished().add(run);
              return run;
            });
  }

  private FinishedRun learn(Candidate candidate, long seed) {
    long start = System.nanoTime();
    try (SequentialRecommender learned = candidate.fit(dataset, seed, progress)) {
      listener.onLearned(candidate.name() + "-" + seed, learned);
      Run alone = run(learned, seed, start);
      Run fused = learned instanceof Fusable fusable ? fused(candidate, fusable, seed) : null;
      return new FinishedRun(candidate.name(), alone, fused);
    }
  }

  private Run fused(Candidate candidate, Fusable fusable, long seed) {
    long choosing = System.nanoTime();
    FusedRecommender both = fusable.fused();
    progress.fused(candidate.name(), seed, both.form());
    return run(both, seed, choosing);
  }

  private Run run(SequentialRecommender recommender, long seed, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    Scores scores = Scores.of(recommender.ranks(dataset.judged()));
    return new Run(seed, scores, seconds, recommender.parameterCount());
  }
}
