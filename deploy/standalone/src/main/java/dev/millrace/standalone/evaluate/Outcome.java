package dev.millrace.standalone.evaluate;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All runs of one candidate.
 *
 * @param model its name
 * @param runs one for each seed, at least one
 */
public record Outcome(String model, List<Run> runs) {

  /** Copies the runs. */
  public Outcome {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("An outcome has at least one run, but there was none");
    }
  }

  /** Mean of a figure over the runs. */
  public double mean(ToDoubleFunction<Run> figure) {
    return runs.stream().mapToDouble(figure).average().orElseThrow();
  }

  /** Standard deviation of a figure over the runs, with n − 1; 0 for a single run. */
  public double deviation(ToDoubleFunction<Run> figure) {
    if (runs.size() == 1) {
      return 0;
    }
    double mean = mean(figure);
    double squares =
        runs.stream().mapToDouble(figure).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (runs.size() - 1));
  }
}
