package dev.millrace.standalone.evaluate;

import dev.millrace.model.sequential.SequentialRecommender;
import dev.millrace.trainer.evaluation.FusedRecommender;
import java.util.ArrayList;
import java.util.List;

/** Lets each candidate learn, once for each seed, and judges what it learned. */
public final class Evaluation {

  private final Dataset dataset;
  private final int seeds;
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
   * @param seeds how many; they count from 1
   */
  public Evaluation(Dataset dataset, int seeds, Progress progress, LearnedListener listener) {
    this.dataset = dataset;
    this.seeds = seeds;
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
    List<Run> alone = new ArrayList<>();
    List<Run> fused = new ArrayList<>();
    for (long seed = 1; seed <= (candidate.isSeeded() ? seeds : 1); seed++) {
      long start = System.nanoTime();
      try (SequentialRecommender learned = candidate.fit(dataset, seed, progress)) {
        listener.onLearned(candidate.name() + "-" + seed, learned);
        alone.add(run(learned, seed, start));
        if (learned instanceof Fusable fusable) {
          long choosing = System.nanoTime();
          FusedRecommender both = fusable.fused();
          progress.fused(candidate.name(), seed, both.form());
          fused.add(run(both, seed, choosing));
        }
      }
    }
    Outcome outcome = new Outcome(candidate.name(), alone);
    return fused.isEmpty()
        ? List.of(outcome)
        : List.of(outcome, new Outcome(candidate.name() + " + transitions", fused));
  }

  private Run run(SequentialRecommender recommender, long seed, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    Scores scores = Scores.of(recommender.ranks(dataset.judged()));
    return new Run(seed, scores, seconds, recommender.parameterCount());
  }
}
