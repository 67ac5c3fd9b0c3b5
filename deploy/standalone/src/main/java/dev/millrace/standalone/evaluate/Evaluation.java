package dev.millrace.standalone.evaluate;

import dev.millrace.model.sequential.SequentialRecommender;
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

  /** All candidates, in their order. */
  public List<Outcome> run(List<Candidate> candidates) {
    return candidates.stream().map(this::outcome).toList();
  }

  private Outcome outcome(Candidate candidate) {
    List<Run> runs = new ArrayList<>();
    for (long seed = 1; seed <= (candidate.isSeeded() ? seeds : 1); seed++) {
      runs.add(run(candidate, seed));
    }
    return new Outcome(candidate.name(), runs);
  }

  private Run run(Candidate candidate, long seed) {
    long start = System.nanoTime();
    try (SequentialRecommender recommender = candidate.fit(dataset, seed, progress)) {
      double seconds = (System.nanoTime() - start) / 1e9;
      listener.onLearned(candidate.name() + "-" + seed, recommender);
      Scores scores = Scores.of(recommender.ranks(dataset.judged()));
      return new Run(seed, scores, seconds, recommender.parameterCount());
    }
  }
}
