package dev.millrace.standalone.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Topic;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two pipelines are given the same at the same time. The processes of one of them are killed with
 * SIGKILL again and again while they work; in the end nobody can tell which one it was.
 */
@ExtendWith(PlatformExtension.class)
class KillIT {

  private static final Logger LOG = LoggerFactory.getLogger(KillIT.class);
  private static final long SEED = 20_240_607;
  private static final int CLICKS = 2_600;
  private static final int USERS = 120;
  private static final int INPUTS_BETWEEN_KILLS = 280;

  /** So many inputs before a kill its victims must be at work again. */
  private static final int NOTICE = 80;

  private final Random random = new Random(SEED);
  private int strikes;

  @Test
  void shouldEndAsIfUndisturbedWhenKilledAgainAndAgain(
      TestPlatform platform, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    Servers servers = new Servers(platform.bootstrapServers(), platform.registryUrl().toString());
    Workload workload = Workload.of(SEED, CLICKS, USERS);
    Pipeline calm = Pipeline.create(platform.prefix() + "calm", servers, folder);
    Pipeline killed = Pipeline.create(platform.prefix() + "killed", servers, folder);
    try (TopicProbe probe = new TopicProbe(servers.bootstrap());
        Running undisturbed = Running.start(calm, workload, probe);
        Running disturbed = Running.start(killed, workload, probe)) {
      Twins twins = Twins.of(undisturbed, disturbed, probe);

      replay(workload, twins, probe);
      twins.awaitQuiet();

      Outcome expected = Outcome.of(calm, probe);
      Outcome found = Outcome.of(killed, probe);
      Invariants.hold(calm, workload, expected);
      Invariants.hold(killed, workload, found);
      SameOutcome.hold(expected, found);
      wereCutOff(killed, probe);
      answersAreSame(twins, expected.sequences().keySet(), probe);
      LOG.info(
          "Killed; streams={} serving={}",
          disturbed.streams().kills(),
          disturbed.serving().kills());
    }
  }

  private void replay(Workload workload, Twins twins, TopicProbe probe) {
    int nextKill = INPUTS_BETWEEN_KILLS;
    List<Input> inputs = workload.inputs();
    for (int index = 0; index < inputs.size(); index++) {
      if (index == nextKill - NOTICE) {
        victims(twins).forEach(victim -> Eventually.holds("it works again", victim::works));
      }
      if (index >= nextKill && (areInTransaction(twins, probe) || index > nextKill + NOTICE)) {
        victims(twins).forEach(Victim::killAndRestart);
        strikes++;
        nextKill = index + INPUTS_BETWEEN_KILLS + random.nextInt(NOTICE / 2);
      }
      twins.take(inputs.get(index));
    }
  }

  /**
   * Whether the next victims have begun what they have not committed yet. Streams have a
   * transaction open nearly always, but a kill cuts records off only when some are written; serving
   * writes and commits within a few milliseconds, so an open transaction is as much as can be hit.
   */
  private boolean areInTransaction(Twins twins, TopicProbe probe) {
    Pipeline pipeline = twins.disturbed().pipeline();
    return (strikesStreams() && probe.hasOpenRecords(pipeline.names().userSequences()))
        || (strikesServing() && probe.hasOpenTransaction(pipeline.servingTransactionalId()));
  }

  /** Streams, serving, both, and so on. */
  private List<Victim> victims(Twins twins) {
    List<Victim> victims = new ArrayList<>();
    if (strikesStreams()) {
      victims.add(twins.disturbed().streams());
    }
    if (strikesServing()) {
      victims.add(twins.disturbed().serving());
    }
    return victims;
  }

  private boolean strikesStreams() {
    return strikes % 3 != 1;
  }

  private boolean strikesServing() {
    return strikes % 3 != 0;
  }

  /** What the kills were for: they hit transactions that were open. */
  private static void wereCutOff(Pipeline pipeline, TopicProbe probe) {
    long cutOff = 0;
    for (Topic<?, ?> topic : pipeline.topics().all()) {
      int records = probe.uncommitted(topic.name()).size() - probe.committed(topic.name()).size();
      LOG.info("Records of transactions cut off; topic={} records={}", topic.name(), records);
      cutOff += records;
    }
    assertThat(cutOff).isPositive();
  }

  private void answersAreSame(Twins twins, Collection<String> users, TopicProbe probe) {
    Running undisturbed = twins.undisturbed();
    Running disturbed = twins.disturbed();
    Answers expected = new Answers(undisturbed.pipeline(), undisturbed.publisher(), probe);
    Answers found = new Answers(disturbed.pipeline(), disturbed.publisher(), probe);

    expected.ask("first", users);
    found.ask("first", users);
    Eventually.pause(random.nextInt(30));
    disturbed.serving().killAndRestart();
    twins.awaitQuiet();
    assertThat(expected.of("first")).hasSameSizeAs(users);
    assertThat(found.of("first")).hasSameSizeAs(users);

    expected.ask("second", users);
    found.ask("second", users);
    twins.awaitQuiet();
    Answers.areSame(expected.of("second"), found.of("second"));
  }
}
