package dev.millrace.standalone.demo;

import dev.millrace.contract.freshness.Freshness;
import dev.millrace.contract.freshness.FreshnessStage;
import dev.millrace.serving.ServingStats;
import dev.millrace.standalone.replay.ReplaySummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run of the demo came to.
 *
 * @param replay what was sent
 * @param serving what serving did
 * @param language how far the language model came; absent where nobody trained
 * @param served score of the served lists
 * @param popularity score of popularity's lists on the same interactions
 * @param comparisons models judged on the same interactions
 * @param withoutList interactions of users who had no list yet
 * @param freshness how long interactions took to come to each stage
 * @param course how the scores went
 */
public record DemoOutcome(
    ReplaySummary replay,
    ServingStats serving,
    Optional<LanguageProgress> language,
    Optional<ModelScore> served,
    Optional<ModelScore> popularity,
    List<Comparison> comparisons,
    long withoutList,
    List<Freshness> freshness,
    List<ScorePoint> course) {

  private static final String HEADER =
      "prequential        judged    HR@10  NDCG@10 (by item)      MRR  coverage  latency";

  /** The closing table. */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%,d interactions in %d s (%,.0f/s), %,d sent by earlier runs, %,d bad rows"
            .formatted(
                replay.acked(),
                replay.took().toSeconds(),
                replay.perSecond(),
                replay.skipped(),
                replay.badRows()));
    lines.add(
        "%,d lists served, %,d unchanged and so not sent again"
            .formatted(serving.lists(), serving.unchanged()));
    lines.add(
        "%,d interactions came before their user's first list, %,d without waiting for a new one"
            .formatted(withoutList, replay.impatient()));
    language.ifPresent(progress -> lines.addAll(progress.summary()));
    lines.add("");
    lines.add(HEADER);
    served.ifPresent(score -> lines.add(row("served lists", score)));
    popularity.ifPresent(score -> lines.add(row("popularity", score)));
    for (Comparison comparison : comparisons) {
      lines.add("");
      lines.add(
          "on the same interactions, where the list shown was by: " + comparison.servedModelId());
      comparison.scores().forEach(score -> lines.add(row(score.modelId(), score)));
    }
    addFreshness(lines);
    lines.add("");
    ratio()
        .ifPresent(
            ratio ->
                lines.add("HR@10 of the served lists is %.1f times popularity's".formatted(ratio)));
    return lines;
  }

  private void addFreshness(List<String> lines) {
    lines.add("");
    lines.add("from an interaction's arrival to    count   median     95 %");
    freshness.stream()
        .filter(stage -> stage.count() > 0)
        .map(
            stage ->
                "%-30s %,10d %6.1f s %6.1f s"
                    .formatted(name(stage.stage()), stage.count(), stage.p50(), stage.p95()))
        .forEach(lines::add);
  }

  private static String name(FreshnessStage stage) {
    return switch (stage) {
      case SEQUENCE -> "its user's sequence";
      case TRANSITIONS -> "the collaborative model";
      case INSTANT -> "the instant list";
      case REFINED -> "the refined list";
      case LEARNED -> "the language model's step";
      case CHECKPOINT -> "a promoted checkpoint";
    };
  }

  /** HR@10 of the served lists over popularity's; absent when either is missing or 0. */
  Optional<Double> ratio() {
    return served.flatMap(
        score ->
            popularity
                .filter(other -> other.hitRate() > 0)
                .map(other -> score.hitRate() / other.hitRate()));
  }

  private static String row(String name, ModelScore score) {
    return "%-16s %,8d %8.4f %8.4f  %8.4f %8.4f %8.1f%% %s"
        .formatted(
            name,
            score.interactions(),
            score.hitRate(),
            score.ndcg(),
            score.itemNdcg(),
            score.mrr(),
            100 * score.coverage(),
            score.latencyMs() > 0 ? "%6.0f ms".formatted(score.latencyMs()) : "       -");
  }
}
