package dev.millrace.standalone.demo;

import dev.millrace.standalone.data.EventSource;
import dev.millrace.standalone.replay.ReplayProgress;
import dev.millrace.standalone.replay.ReplaySettings;
import dev.millrace.standalone.replay.ReplaySummary;
import dev.millrace.standalone.replay.Replayer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** One run of the demo: replays, shows what happens, and sums up. */
public final class Demo {

  /** As serving names it. */
  static final String POPULARITY = "popularity";

  /** As serving names what language and collaborative model make together. */
  private static final String FUSION = "fusion";

  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(60);
  private static final Duration SETTLE_STEP = Duration.ofMillis(500);
  private static final int QUIET_STEPS = 4;

  private final Parts parts;
  private final long startedAt;
  private final long startNanos = System.nanoTime();
  private final List<ScorePoint> course = new ArrayList<>();
  private long shownNanos;
  private long firstRefinedAt;

  /**
   * What a run works with.
   *
   * @param pipeline streams and serving, running
   * @param follower watches them
   * @param replayer sends interactions
   * @param screen where the run is shown
   * @param stopRequested whether somebody wants it to end
   */
  public record Parts(
      Pipeline pipeline,
      PipelineFollower follower,
      Replayer replayer,
      Screen screen,
      BooleanSupplier stopRequested) {}

  /**
   * @param startedAt wall-clock start in milliseconds since the epoch
   */
  public Demo(Parts parts, long startedAt) {
    this.parts = parts;
    this.startedAt = startedAt;
  }

  /**
   * Replays to the end and waits until everything sent has been worked through.
   *
   * @throws PipelineFailedException if streams or serving fail meanwhile
   * @throws InterruptedException if the thread is interrupted while waiting
   */
  public DemoOutcome run(EventSource source, ReplaySettings settings) throws InterruptedException {
    ReplaySummary replay = parts.replayer().run(source, settings, this::onProgress);
    failIfBroken();
    if (!parts.stopRequested().getAsBoolean()) {
      settle();
    }
    return new DemoOutcome(
        replay,
        parts.pipeline().serving().stats(),
        language(),
        served(),
        score(POPULARITY),
        parts.follower().scoreboard().comparisons(startedAt),
        score(Scoreboard.WITHOUT_LIST).map(ModelScore::interactions).orElse(0L),
        parts.pipeline().freshness(),
        List.copyOf(course));
  }

  private void onProgress(ReplayProgress progress) {
    if (parts.stopRequested().getAsBoolean() || parts.pipeline().failure().isPresent()) {
      parts.replayer().stop();
    }
    noteRefinement();
    long now = System.nanoTime();
    if (now - shownNanos >= Duration.ofMillis(parts.screen().intervalMillis()).toNanos()) {
      shownNanos = now;
      notePoint();
      parts.screen().show(snapshot(progress));
    }
  }

  private DemoSnapshot snapshot(ReplayProgress progress) {
    Long total = progress.total();
    return new DemoSnapshot(
        Duration.ofNanos(System.nanoTime() - startNanos),
        progress.acked(),
        total == null ? progress.acked() : total,
        progress.perSecond(),
        parts.pipeline().lag(),
        parts.pipeline().serving().stats().lists(),
        language(),
        served(),
        score(POPULARITY),
        score(Scoreboard.WITHOUT_LIST).map(ModelScore::interactions).orElse(0L),
        parts.follower().spotlight());
  }

  private void noteRefinement() {
    if (firstRefinedAt == 0 && parts.pipeline().serving().stats().refinement().lists() > 0) {
      firstRefinedAt = System.currentTimeMillis();
    }
  }

  /** Absent where nobody trains. */
  private Optional<LanguageProgress> language() {
    return parts
        .pipeline()
        .training()
        .map(
            training ->
                new LanguageProgress(
                    training,
                    parts.pipeline().serving().stats().refinement(),
                    parts.follower().checkpoints(),
                    parts.follower().checkpoints().firstPromotedAt().map(this::since),
                    firstRefinedAt == 0 ? Optional.empty() : Optional.of(since(firstRefinedAt))));
  }

  private Duration since(long moment) {
    return Duration.ofMillis(moment - startedAt);
  }

  private void notePoint() {
    served().ifPresent(served -> course.add(point(served)));
  }

  private ScorePoint point(ModelScore served) {
    Map<String, Double> hitRates = new HashMap<>();
    hitRates.put("served lists", served.hitRate());
    score(POPULARITY).ifPresent(score -> hitRates.put(POPULARITY, score.hitRate()));
    Map<String, Double> ndcgs =
        parts.follower().scoreboard().comparisons(startedAt).stream()
            .filter(comparison -> comparison.servedModelId().equals(FUSION))
            .flatMap(comparison -> comparison.scores().stream())
            .collect(Collectors.toMap(ModelScore::modelId, ModelScore::ndcg));
    return new ScorePoint(served.interactions(), hitRates, ndcgs);
  }

  /** Waits until nothing lags and the scores have stood still for a while. */
  private void settle() throws InterruptedException {
    long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
    long judgedBefore = -1;
    int quiet = 0;
    while (quiet < QUIET_STEPS && System.nanoTime() < deadline) {
      Thread.sleep(SETTLE_STEP.toMillis());
      failIfBroken();
      noteRefinement();
      long judged = judged();
      quiet = judged == judgedBefore && parts.pipeline().isIdle() ? quiet + 1 : 0;
      judgedBefore = judged;
    }
    notePoint();
  }

  private long judged() {
    return served().map(ModelScore::interactions).orElse(0L)
        + score(Scoreboard.WITHOUT_LIST).map(ModelScore::interactions).orElse(0L);
  }

  private Optional<ModelScore> served() {
    return parts.follower().scoreboard().served(startedAt);
  }

  private Optional<ModelScore> score(String modelId) {
    return parts.follower().scoreboard().score(modelId, startedAt);
  }

  private void failIfBroken() {
    parts
        .pipeline()
        .failure()
        .ifPresent(
            cause -> {
              throw new PipelineFailedException(cause);
            });
  }
}
