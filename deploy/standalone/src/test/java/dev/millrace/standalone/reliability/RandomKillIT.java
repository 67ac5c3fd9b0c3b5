package dev.millrace.standalone.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.checkpoint.announcement.Announced;
import dev.millrace.checkpoint.store.CheckpointReference;
import dev.millrace.standalone.reliability.TopicProbe.Decoded;
import dev.millrace.standalone.replay.ReplaySummary;
import dev.millrace.standalone.testsupport.Cli;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams, trainer, serving and the servers are killed at random while people click; then the same
 * clicks go through a pipeline that nobody disturbs. Each is killed once; {@code
 * -Dmillrace.kill.minutes=10} goes on for ten minutes, {@code -Dmillrace.kill.seed=7} kills in
 * another order. The servers are embedded ones whatever the others use: a process that is killed.
 */
class RandomKillIT {

  private static final Logger LOG = LoggerFactory.getLogger(RandomKillIT.class);
  private static final long SEED = Long.getLong("millrace.kill.seed", 20_261_122);
  private static final Duration AT_LEAST =
      Duration.ofMinutes(Integer.getInteger("millrace.kill.minutes", 0));
  private static final int CLICKS_A_ROUND = 100;
  private static final List<String> MODELS = List.of("popularity", "transitions");

  @Test
  void shouldKeepEveryPromiseWhenAnythingIsKilledAtAnyTime(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    People people = People.of(SEED);
    try (MillraceProcess broker = Servers.start(folder)) {
      Servers servers = Servers.started(broker, 1);
      Pipeline killed = Pipeline.create("killed", servers, folder);
      Pipeline calm = Pipeline.create("calm", servers, folder);
      long clicks;
      try (TopicProbe probe = new TopicProbe(servers.bootstrap());
          Loop loop = Loop.start(killed, people)) {
        clicks = clickWhileKilling(loop, broker);
        loop.learnAll(probe);
        hasLearnedOnce(loop, probe);
        settle(loop, probe, clicks);
      }
      try (TopicProbe probe = new TopicProbe(servers.bootstrap());
          Loop loop = Loop.start(calm, people)) {
        LOG.info("Undisturbed; {}", people.click(calm, clicks));
        settle(loop, probe, clicks);
        areAsGood(Outcome.of(killed, probe), Outcome.of(calm, probe));
      }
    }
  }

  /** Everything that each run by itself must be. */
  private static void settle(Loop loop, TopicProbe probe, long clicks) {
    loop.settle(probe);
    Pipeline pipeline = loop.pipeline();
    Outcome outcome = Outcome.of(pipeline, probe);
    Invariants.holdOfGoodInput(pipeline, loop.people().events(clicks), outcome);
    CurrentLists.of(outcome.lists())
        .answer(
            outcome.sequences().values(),
            announced(pipeline, probe).stream().map(CheckpointAnnouncement::getId).toList());
  }

  /** Whatever the trainer went through, and though nothing is left to learn. */
  private static void hasLearnedOnce(Loop loop, TopicProbe probe) {
    Pipeline pipeline = loop.pipeline();
    List<CheckpointAnnouncement> announced = announced(pipeline, probe);
    isSound(pipeline, announced.get(announced.size() - 1));
    new LearnedOnce(
            pipeline.names().trainingExamples(),
            probe.committed(pipeline.topics().trainingExamples()))
        .holds(loop.checkpoints());
  }

  private static long clickWhileKilling(Loop loop, MillraceProcess broker) {
    List<Mortal> mortals =
        List.of(
            new Mortal("broker", broker, Servers.STARTED),
            new Mortal("streams", loop.streams(), "Streams start"),
            new Mortal("trainer", loop.trainer(), "Learning begins"),
            new Mortal("serving", loop.serving(), "Serving; "));
    RandomKills kills = new RandomKills(mortals, new Random(SEED));
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Long> clicks = CompletableFuture.supplyAsync(() -> clickUntil(loop, over));
    try {
      long end = System.nanoTime() + AT_LEAST.toNanos();
      do {
        kills.strike();
      } while (!clicks.isDone() && !(System.nanoTime() > end && kills.isRoundOver()));
    } finally {
      over.set(true);
    }
    mortals.forEach(mortal -> assertThat(mortal.process().kills()).as(mortal.name()).isPositive());
    return clicks.join();
  }

  private static long clickUntil(Loop loop, AtomicBoolean over) {
    long clicks = 0;
    while (!over.get()) {
      ReplaySummary done = loop.people().click(loop.pipeline(), CLICKS_A_ROUND);
      LOG.info("Disturbed; {}", done);
      clicks += done.acked();
    }
    return clicks;
  }

  private static List<CheckpointAnnouncement> announced(Pipeline pipeline, TopicProbe probe) {
    return probe.committed(pipeline.topics().checkpoints()).stream().map(Decoded::value).toList();
  }

  /** The checkpoint that serving uses, to the last byte. */
  private static void isSound(Pipeline pipeline, CheckpointAnnouncement latest) {
    CheckpointReference current = Announced.current(latest).orElseThrow();
    Cli.Result verified =
        pipeline.checkpoint(
            pipeline.name(), "verify", current.id().value(), "--sha256", current.sha256());
    assertThat(verified.exitCode()).as(verified.err()).isZero();
  }

  private static void areAsGood(Outcome killed, Outcome calm) {
    for (String model : MODELS) {
      areAsGood(
          model,
          Prequential.of(model, killed.metrics().values()),
          Prequential.of(model, calm.metrics().values()));
    }
    areAsGood(
        "whichever was shown",
        Prequential.ofShown(killed.metrics().values()),
        Prequential.ofShown(calm.metrics().values()));
  }

  private static void areAsGood(String model, Prequential disturbed, Prequential undisturbed) {
    LOG.info("Judged; model={} disturbed={} undisturbed={}", model, disturbed, undisturbed);
    disturbed.isAsGoodAs(undisturbed);
  }
}
