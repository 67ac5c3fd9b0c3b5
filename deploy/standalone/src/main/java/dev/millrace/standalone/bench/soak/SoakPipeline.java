package dev.millrace.standalone.bench.soak;

import dev.millrace.checkpoint.store.CheckpointStore;
import dev.millrace.checkpoint.store.FileStore;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.standalone.bench.GroupProgress;
import dev.millrace.standalone.bench.Sender;
import dev.millrace.standalone.embedded.PlatformAddress;
import dev.millrace.standalone.topics.TopicAdministration;
import dev.millrace.streams.TopologyName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Everything that a soak watches: topics of short retention, and the processes that work on them.
 * Every checkpoint is promoted, so that serving takes each one over.
 */
final class SoakPipeline implements AutoCloseable {

  private static final String MODEL = "recommender";
  private static final long PAUSE_MS = 200;
  private static final Set<String> GROUPS =
      Stream.concat(Stream.of(TopologyName.values()).map(TopologyName::text), Stream.of("serving"))
          .map(name -> "millrace-" + name)
          .collect(Collectors.toSet());
  private static final List<String> TRAINING =
      List.of(
          "topics.names.training-examples=" + ShortRetention.SAMPLED_EXAMPLES,
          "trainer.online.http.port=0",
          "trainer.online.model.name=" + MODEL,
          "trainer.online.micro-batch.examples=32",
          "trainer.online.micro-batch.maximum-wait=1s",
          "trainer.online.reservoir.capacity=500",
          "trainer.online.progressive.share=0.5",
          "trainer.online.progressive.fusion-cases=200",
          "trainer.online.checkpoint.every-examples=" + SoakSettings.EXAMPLES_A_SWAP,
          "trainer.online.checkpoint.every=1h",
          "trainer.online.checkpoint.confidence=0",
          "trainer.online.checkpoint.minimum-cases=1",
          "trainer.online.checkpoint.tolerance=1",
          "trainer.judging.beam=5");

  private final Roles roles;
  private final PlatformAddress address;
  private final ConfluentSchemaRegistry registry;
  private final Admin admin;
  private final GroupProgress progress;
  private final Topics topics;

  /**
   * Creates the topics.
   *
   * @param roles whose servers run
   * @param address of the servers
   * @param retention of the topics
   */
  SoakPipeline(Roles roles, PlatformAddress address, ShortRetention retention) {
    this.roles = roles;
    this.address = address;
    this.registry = ConfluentSchemaRegistry.at(address.registryUrl().toString());
    this.admin = Admin.create(Map.copyOf(kafka()));
    this.progress = new GroupProgress(admin);
    this.topics =
        Topics.of(TopicNames.defaults(), new AvroSerdes(registry, AvroSerdeSettings.defaults()));
    new TopicAdministration(admin).create(retention.plans(), 1);
  }

  Topics topics() {
    return topics;
  }

  private Map<String, String> kafka() {
    return Map.of("bootstrap.servers", address.bootstrapServers());
  }

  /** Something that sends to a topic. */
  <V> Sender<V> sender(Topic<String, V> topic) {
    return new Sender<>(kafka(), topic);
  }

  /**
   * Starts streams, trainer and serving, and lets serving begin with the model that has learned
   * nothing yet.
   *
   * @param titles items with titles that are on the topic
   */
  SwapCounter start(int titles) throws InterruptedException {
    roles.start(
        "streams",
        set(
            "streams.http.port=0",
            "streams.prequential.window=10s",
            "streams.prequential.retention=1m"));
    RoleProcess trainer = roles.start("trainer", set(trainingOf(titles)));
    RoleProcess serving =
        roles.start("serving", set("serving.http.port=0", "serving.language-model.model=" + MODEL));
    trainer.awaitLog("Learning begins");
    roles.run(List.of("checkpoint", "promote", first()));
    serving.awaitLog("Checkpoint ready");
    return new SwapCounter(serving.address());
  }

  private static String[] trainingOf(int titles) {
    return Stream.concat(
            TRAINING.stream(), Stream.of("trainer.online.model.minimum-items=" + titles))
        .toArray(String[]::new);
  }

  private static String[] set(String... assignments) {
    return Stream.of(assignments).map(assignment -> "--set=" + assignment).toArray(String[]::new);
  }

  private String first() {
    try (CheckpointStore store = FileStore.open(roles.data().resolve("checkpoints"))) {
      List<StoredCheckpoint> all = store.list(MODEL);
      return all.get(0).reference().id().value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until streams and serving have read everything. */
  void awaitCaughtUp() throws InterruptedException {
    while (!progress.caughtUp(GROUPS)) {
      roles.requireRunning();
      Thread.sleep(PAUSE_MS);
    }
  }

  @Override
  public void close() {
    admin.close();
    registry.close();
  }
}
