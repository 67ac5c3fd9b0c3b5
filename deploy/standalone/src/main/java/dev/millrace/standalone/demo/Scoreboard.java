package dev.millrace.standalone.demo;

import dev.millrace.avro.OnlineMetrics;
import java.util.HashMap;
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
}
