package dev.millrace.standalone.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Interaction;
import dev.millrace.standalone.embedded.EmbeddedBroker;
import dev.millrace.standalone.embedded.EmbeddedRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that go away and come back, and one that does not. They are embedded ones whatever the
 * others use: they keep their ports when they come back.
 */
class RecoveryIT {

  private static final long REGISTRY_AWAY_MS = 20_000;
  private static final long BROKER_AWAY_MS = 3_000;
  private static final long BROKER_ALIVE_MS = 400;

  @Test
  void shouldRecoverByItselfWhenRegistryAndBrokerComeBack(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    Workload workload = Workload.of(7, 1_200, 60);
    List<Input> inputs = workload.inputs();
    int tenth = inputs.size() / 10;
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
    EmbeddedRegistry registry = EmbeddedRegistry.start(folder.resolve("registry"));
    Servers servers = new Servers(broker.bootstrapServers(), registry.url().toString());
    Pipeline pipeline = Pipeline.create("recovery", servers, folder);
    try {
      TopicProbe probe = new TopicProbe(servers.bootstrap());
      Running running = Running.start(pipeline, workload, probe);
      Quiet quiet = new Quiet(probe, running.processes());
      try (probe;
          running) {
        send(inputs.subList(0, 2 * tenth), running, quiet);
        quiet.awaitServing(pipeline);

        registry.close();
        // Fresh processes know no schema yet.
        running.streams().killAndRestart();
        running.serving().killAndRestart();
        send(inputs.subList(2 * tenth, 4 * tenth), running, quiet);
        Eventually.pause(REGISTRY_AWAY_MS);
        registry = EmbeddedRegistry.start(folder.resolve("registry"));
        send(inputs.subList(4 * tenth, 7 * tenth), running, quiet);

        broker.close();
        // A producer waits for a broker that is away.
        CompletableFuture<Void> meanwhile =
            CompletableFuture.runAsync(
                () -> send(inputs.subList(7 * tenth, 8 * tenth), running, quiet));
        Eventually.pause(BROKER_AWAY_MS);
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        meanwhile.join();
        send(inputs.subList(8 * tenth, inputs.size()), running, quiet);
        quiet.await(pipeline);

        assertThat(broker.bootstrapServers()).isEqualTo(servers.bootstrap());
        Invariants.hold(pipeline, workload, Outcome.of(pipeline, probe));
      }
    } finally {
      registry.close();
      broker.close();
    }
  }

  @Test
  void shouldLoseNothingWhenBrokerIsKilled(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    Workload workload = Workload.of(11, 900, 60);
    List<Input> inputs = workload.inputs();
    int third = inputs.size() / 3;
    try (MillraceProcess broker = Servers.start(folder)) {
      Servers servers = Servers.started(broker, 1);
      Pipeline pipeline = Pipeline.create("killed", servers, folder);
      TopicProbe probe = new TopicProbe(servers.bootstrap());
      Running running = Running.start(pipeline, workload, probe);
      Quiet quiet = new Quiet(probe, running.processes());
      try (probe;
          running) {
        send(inputs.subList(0, third), running, quiet);
        for (int life = 2; life <= 3; life++) {
          List<Input> next = inputs.subList((life - 1) * third, life * third);
          CompletableFuture<Void> meanwhile =
              CompletableFuture.runAsync(() -> send(next, running, quiet));
          Eventually.pause(BROKER_ALIVE_MS);
          broker.kill();
          broker.restart();
          assertThat(Servers.started(broker, life)).isEqualTo(servers);
          meanwhile.join();
        }
        send(inputs.subList(3 * third, inputs.size()), running, quiet);
        quiet.await(pipeline);

        Invariants.hold(pipeline, workload, Outcome.of(pipeline, probe));
      }
    }
  }

  @Test
  void shouldExitWithReasonWhenRegistryStaysAway(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      Pipeline pipeline;
      try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder.resolve("registry"))) {
        Servers servers = new Servers(broker.bootstrapServers(), registry.url().toString());
        pipeline = Pipeline.create("stays-away", servers, folder);
        try (Publisher publisher = new Publisher(pipeline)) {
          publisher.sendNow(
              pipeline.topics().interactions(),
              "u",
              new Interaction("e", "u", "i", "click", null, 1L));
          publisher.sendAll(Workload.of(7, 1, 60).items());
        }
      }
      String[] patience = {"streams.registry-timeout=2s", "registry.registry.timeout.ms=2000"};
      try (MillraceProcess streams = pipeline.startStreams(patience);
          MillraceProcess serving = pipeline.startServing(patience)) {
        assertThat(streams.awaitExit()).as(streams.log()).isEqualTo(1);
        assertThat(streams.log()).containsPattern("millrace: .*schema.*gave up after 2 s");
        assertThat(serving.awaitExit()).as(serving.log()).isEqualTo(1);
        assertThat(serving.log()).containsPattern("millrace: .*schema.*gave up after 2 s");
      }
    }
  }

  private static void send(List<Input> inputs, Running running, Quiet quiet) {
    for (Input input : inputs) {
      if (input instanceof Input.Settle) {
        running.publisher().flush();
        quiet.awaitSequences(running.pipeline());
      } else {
        running.publisher().send(input);
        Eventually.pause(1);
      }
    }
  }
}
