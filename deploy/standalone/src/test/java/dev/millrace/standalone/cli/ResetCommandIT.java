package dev.millrace.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Interaction;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.standalone.testsupport.Cli;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import dev.millrace.streams.StreamsApplication;
import dev.millrace.streams.StreamsSettings;
import dev.millrace.streams.TopologyName;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PlatformExtension.class)
@NullUnmarked // JUnit fills the fields.
class ResetCommandIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final InputStream input = System.in;
  private TestPlatform platform;
  private Path folder;
  private String streamsPrefix;

  @BeforeEach
  void keep(TestPlatform shared, @TempDir Path temporary) {
    platform = shared;
    folder = temporary;
    streamsPrefix = platform.prefix() + "millrace";
  }

  @AfterEach
  void giveBack() {
    System.setIn(input);
  }

  @Test
  void shouldLetStreamsBeginAgainOnceNobodyIsAtWork() throws Exception {
    Topics topics =
        Topics.of(
            TopicNames.withPrefix(platform.prefix()),
            new AvroSerdes(
                ConfluentSchemaRegistry.at(platform.registryUrl().toString()),
                AvroSerdeSettings.defaults()));
    assertThat(Cli.on(platform, platform.prefix(), "topics", "create").exitCode()).isZero();
    send(topics);
    Path state = folder.resolve("streams").resolve(streamsPrefix + "-sequences");
    String changelogs = "topic +%s-sequences-\\S+-changelog".formatted(streamsPrefix);
    try (StreamsApplication streams = sequences(topics)) {
      streams.start();
      await(() -> lag().out().contains(streamsPrefix + "-sequences") && lag().exitCode() == 0);

      Cli.Result refused = reset("--everything", "--yes");
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err()).contains("-sequences: 1 threads of streams are at work");
      Cli.Result inUse = reset("--yes");
      assertThat(inUse.exitCode()).isEqualTo(2);
      assertThat(inUse.err()).contains(state + " is in use");
      assertThat(state).isNotEmptyDirectory();
    }

    Cli.Result mistyped = answering("millrace", "--everything");
    assertThat(mistyped.exitCode()).isEqualTo(2);
    assertThat(mistyped.out())
        .contains("state          " + state, "offsets        " + streamsPrefix + "-sequences")
        .containsPattern(changelogs)
        .doesNotContain("topic          " + topics.interactions().name());
    assertThat(mistyped.err()).contains("Nothing was deleted: 'millrace' is not the prefix");
    assertThat(groups()).contains(streamsPrefix + "-sequences");
    assertThat(state).exists();

    assertThat(answering(streamsPrefix).exitCode()).isZero();
    assertThat(state).doesNotExist();
    assertThat(groups()).contains(streamsPrefix + "-sequences");

    Cli.Result all = answering(streamsPrefix, "--everything");
    assertThat(all.err()).isEmpty();
    assertThat(all.exitCode()).isZero();
    assertThat(groups()).doesNotContain(streamsPrefix + "-sequences");
    assertThat(reset("--everything", "--yes").out()).startsWith("nothing to delete");
    long before = written(topics);
    try (StreamsApplication streams = sequences(topics)) {
      streams.start();
      await(() -> written(topics) > before);
    }
  }

  private Cli.Result answering(String line, String... options) {
    System.setIn(new ByteArrayInputStream((line + "\n").getBytes(UTF_8)));
    return reset(options);
  }

  private Cli.Result reset(String... options) {
    return run("reset", options);
  }

  private Cli.Result lag() {
    return run("topics", "lag", "--group", "sequences", "--max", "0");
  }

  private Cli.Result run(String command, String... options) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(options));
    all.addAll(List.of("--set", "streams.prefix=" + streamsPrefix));
    all.addAll(List.of("--data-dir", folder.toString()));
    return Cli.on(platform, platform.prefix(), all.toArray(String[]::new));
  }

  private StreamsApplication sequences(Topics topics) {
    return new StreamsApplication(
        StreamsSettings.defaults(
                folder.resolve("streams"), Map.of("bootstrap.servers", platform.bootstrapServers()))
            .withPrefix(streamsPrefix),
        topics,
        EnumSet.of(TopologyName.SEQUENCES));
  }

  private void send(Topics topics) throws Exception {
    try (KafkaProducer<String, Interaction> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", platform.bootstrapServers()),
            topics.interactions().keys().serializer(),
            topics.interactions().values().serializer())) {
      Interaction click =
          new Interaction("event", "anna", "item", "click", null, System.currentTimeMillis());
      producer.send(new ProducerRecord<>(topics.interactions().name(), "anna", click)).get();
    }
  }

  /** The end of the sequences, transaction markers included. */
  private long written(Topics topics) {
    return run("topics", "describe")
        .out()
        .lines()
        .filter(line -> line.startsWith(topics.userSequences().name() + " "))
        .mapToLong(line -> Long.parseLong(line.split(" +", -1)[3]))
        .sum();
  }

  private Set<String> groups() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()))) {
      return Set.copyOf(
          admin.listGroups().all().get().stream().map(GroupListing::groupId).toList());
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }
}
