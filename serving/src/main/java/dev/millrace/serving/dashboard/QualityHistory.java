package dev.millrace.serving.dashboard;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.avro.OnlineMetrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How good the lists were, window by window, and which checkpoints came when. Safe for many
 * threads.
 */
final class QualityHistory {

  /** Of each model; older ones are forgotten. */
  static final int MOST_WINDOWS = 2_000;

  private static final int MOST_CHECKPOINTS = 200;

  private final TreeMap<Judged, NavigableMap<Long, OnlineMetrics>> windows =
      new TreeMap<>(Comparator.comparing(Judged::servedModelId).thenComparing(Judged::modelId));
  private final List<CheckpointAnnouncement> announcements = new ArrayList<>();

  private record Judged(String modelId, String servedModelId) {}

  /** A later record of a window replaces an earlier one. */
  synchronized void add(OnlineMetrics metrics) {
    NavigableMap<Long, OnlineMetrics> ofModel =
        windows.computeIfAbsent(
            new Judged(metrics.getModelId(), metrics.getServedModelId()), model -> new TreeMap<>());
    ofModel.put(metrics.getWindowStart(), metrics);
    if (ofModel.size() > MOST_WINDOWS) {
      ofModel.pollFirstEntry();
    }
  }

  synchronized void add(CheckpointAnnouncement announcement) {
    announcements.add(announcement);
    if (announcements.size() > MOST_CHECKPOINTS) {
      announcements.remove(0);
    }
  }

  /** Forgets all, for it comes again: an announcement that was read twice is still one. */
  synchronized void clear() {
    windows.clear();
    announcements.clear();
  }

  /** What the page draws. */
  synchronized Quality quality() {
    List<Quality.Model> models = new ArrayList<>();
    windows.forEach((model, ofModel) -> models.add(model(model, ofModel.values())));
    return new Quality(models, announcements.stream().map(QualityHistory::checkpoint).toList());
  }

  /** How fresh the checkpoint is that was promoted last; nothing before there is one. */
  synchronized List<StageState> freshness() {
    for (int i = announcements.size() - 1; i >= 0; i--) {
      CheckpointAnnouncement announcement = announcements.get(i);
      if (!announcement.getFreshness().isEmpty()) {
        return announcement.getFreshness().stream()
            .map(said -> StageState.announced(said, announcement.getId()))
            .toList();
      }
    }
    return List.of();
  }

  private static Quality.Model model(Judged judged, Iterable<OnlineMetrics> ofModel) {
    List<Quality.Window> all = new ArrayList<>();
    for (OnlineMetrics window : ofModel) {
      all.add(
          new Quality.Window(
              window.getWindowStart(),
              window.getInteractions(),
              window.getHitRate(),
              window.getNdcg(),
              window.getMeanLatencyMs()));
    }
    return new Quality.Model(judged.modelId(), judged.servedModelId(), all);
  }

  private static Quality.Checkpoint checkpoint(CheckpointAnnouncement announcement) {
    return new Quality.Checkpoint(
        announcement.getId(),
        announcement.getState().name(),
        announcement.getAnnouncedAt(),
        announcement.getReason());
  }
}
