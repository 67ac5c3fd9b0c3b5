package dev.millrace.standalone.data.synthetic;

import dev.millrace.avro.Interaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges plain transitions (weight 0.7^distance over the last five items) and plain popularity on a
 * stream, each interaction before it is learned. Written apart from the production model, so that
 * the generator is not judged by what it is meant to show.
 */
final class Prequential {

  private static final int WINDOW = 5;
  private static final int K = 10;
  private static final double GAMMA = 0.7;
  private static final double SHRINKAGE = 10;

  private final Map<String, List<String>> histories = new HashMap<>();
  private final Map<String, Map<String, Double>> successors = new HashMap<>();
  private final Map<String, Double> totals = new HashMap<>();
  private final Map<String, Double> counts = new HashMap<>();
  private int judged;
  private int transitionHits;
  private int popularityHits;

  void judgeAndLearn(Interaction event) {
    List<String> history = histories.getOrDefault(event.getUserId(), List.of());
    if (event.getType().equals("click") && !history.isEmpty()) {
      judged++;
      transitionHits += hit(scores(history), history, event.getItemId());
      popularityHits += hit(counts, history, event.getItemId());
    }
    learn(event);
  }

  void learn(Interaction event) {
    if (!event.getType().equals("click")) {
      return;
    }
    List<String> history = histories.computeIfAbsent(event.getUserId(), user -> new ArrayList<>());
    for (int distance = 1; distance <= Math.min(WINDOW, history.size()); distance++) {
      String from = history.get(history.size() - distance);
      double weight = Math.pow(GAMMA, distance);
      successors
          .computeIfAbsent(from, item -> new HashMap<>())
          .merge(event.getItemId(), weight, Double::sum);
      totals.merge(from, weight, Double::sum);
    }
    counts.merge(event.getItemId(), 1.0, Double::sum);
    history.add(event.getItemId());
  }

  double transitions() {
    return (double) transitionHits / judged;
  }

  double popularity() {
    return (double) popularityHits / judged;
  }

  private Map<String, Double> scores(List<String> history) {
    Map<String, Double> scores = new HashMap<>();
    for (int distance = 1; distance <= Math.min(WINDOW, history.size()); distance++) {
      String from = history.get(history.size() - distance);
      double factor = Math.pow(GAMMA, distance) / (totals.getOrDefault(from, 0.0) + SHRINKAGE);
      successors
          .getOrDefault(from, Map.of())
          .forEach((item, weight) -> scores.merge(item, factor * weight, Double::sum));
    }
    return scores;
  }

  private static int hit(Map<String, Double> scores, List<String> seen, String item) {
    double score = scores.getOrDefault(item, 0.0);
    if (score == 0 || seen.contains(item)) {
      return 0;
    }
    long better =
        scores.entrySet().stream()
            .filter(other -> !seen.contains(other.getKey()))
            .filter(other -> other.getValue() > score)
            .count();
    return better < K ? 1 : 0;
  }

  @Override
  public String toString() {
    return "judged %d, HR@10 transitions %.4f, popularity %.4f"
        .formatted(judged, transitions(), popularity());
  }
}
