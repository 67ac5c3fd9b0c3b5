package dev.millrace.standalone.demo;

import dev.millrace.avro.OnlineMetrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds up the windows of {@code online-metrics}. A later record of a window replaces the earlier
 * one, as the topic's contract says.
 */
public final class Scoreboard {

  /** The model id under which interactions without a list are counted. */
  static final String WITHOUT_LIST = "(none)";

  private final Map<Window, OnlineMetrics> windows = new HashMap<>();

  private record Window(String modelId, String servedModelId, long start) {}

  synchronized void update(OnlineMetrics metrics) {
    windows.put(
        new Window(metrics.getModelId(), metrics.getServedModelId(), metrics.getWindowStart()),
        metrics);
  }

  /**
   * Score of a model over the windows that end after some moment.
   *
   * @param since milliseconds since the epoch; 0 for all windows
   */
  synchronized Optional<ModelScore> score(String modelId, long since) {
    return windows.values().stream()
        .filter(window -> window.getModelId().equals(modelId))
        .filter(window -> window.getWindowEnd() > since)
        .map(ModelScore::of)
        .reduce(ModelScore::plus);
  }

  /**
   * Score of the lists that were shown, whoever made them, over the windows that end after some
   * moment.
   */
  synchronized Optional<ModelScore> served(long since) {
    return windows.values().stream()
        .filter(window -> window.getModelId().equals(window.getServedModelId()))
        .filter(window -> !window.getModelId().equals(WITHOUT_LIST))
        .filter(window -> window.getWindowEnd() > since)
        .map(ModelScore::of)
        .reduce(ModelScore::plus);
  }

  /** Models beside each other, the lists that were shown most often first. */
  synchronized List<Comparison> comparisons(long since) {
    Map<String, Map<String, ModelScore>> byServed = new HashMap<>();
    windows.values().stream()
        .filter(window -> !window.getModelId().equals(WITHOUT_LIST))
        .filter(window -> window.getWindowEnd() > since)
        .forEach(
            window ->
                byServed
                    .computeIfAbsent(window.getServedModelId(), served -> new HashMap<>())
                    .merge(window.getModelId(), ModelScore.of(window), ModelScore::plus));
    List<Comparison> comparisons = new ArrayList<>();
    byServed.forEach((served, scores) -> comparisons.add(comparison(served, scores.values())));
    comparisons.removeIf(comparison -> comparison.interactions() == 0);
    comparisons.sort(Comparator.comparingLong(Comparison::interactions).reversed());
    return comparisons;
  }

  private static Comparison comparison(String served, Collection<ModelScore> scores) {
    return new Comparison(
        served,
        scores.stream().sorted(Comparator.comparingDouble(ModelScore::ndcg).reversed()).toList());
  }
}
