package dev.millrace.standalone.cli;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PlatformExtension.class)
class TopicsLagCommandIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void shouldTellHowFarEachGroupIsBehind(TestPlatform platform, @TempDir Path state)
      throws Exception {
    String prefix = platform.prefix();
    Topics topics =
        Topics.of(
            TopicNames.withPrefix(prefix),
            new AvroSerdes(
                ConfluentSchemaRegistry.at(platform.registryUrl().toString()),
                AvroSerdeSettings.defaults()));
    Cli.Result before = lag(platform);
    assertThat(before.exitCode()).isEqualTo(1);
    assertThat(before.err()).contains("missing are", prefix + "interactions");
    Cli.on(platform, prefix, "topics", "create");
    send(platform, topics, 0, 5);

    try (StreamsApplication streams = sequences(platform, topics, state)) {
      streams.start();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (lag(platform, "--group", "sequences", "--max", "0").exitCode() != 0) {
        assertThat(System.nanoTime()).as("caught up in time").isLessThan(deadline);
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    }
    send(platform, topics, 5, 12);

    Cli.Result behind = lag(platform, "--max", "6");
    assertThat(behind.exitCode()).isEqualTo(1);
    assertThat(behind.err())
        .contains("sequences (group " + prefix + "millrace-sequences")
        .contains("is 7 behind, more than 6")
        .doesNotContain("trainer (group");
    assertThat(behind.out())
        .containsPattern("millrace-sequences +\\w+ +\\S*\\.interactions +4 +12 +5 +7\\b")
        .containsPattern("millrace-transitions +never seen +\\S*accepted-interactions +4 +\\d+ +- ")
        .contains(prefix + "millrace-serving", prefix + "millrace-trainer-recommender");
    assertThat(lag(platform, "--group", "sequences", "--max", "7").exitCode()).isZero();
    assertThat(lag(platform, "--group", "sequences", "--partitions").out().lines()).hasSize(1 + 8);
  }

  @Test
  void shouldNameTheGroupsThereAre(TestPlatform platform) {
    Cli.Result result = lag(platform, "--group", "sequence");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("sequences, transitions, popularity, prequential, serving, trainer")
        .contains("found 'sequence'");
  }

  private static Cli.Result lag(TestPlatform platform, String... options) {
    List<String> all = new ArrayList<>(List.of("topics", "lag"));
    all.addAll(List.of(options));
    for (String part : List.of("streams", "serving", "trainer.online")) {
      all.addAll(List.of("--set", part + ".prefix=" + platform.prefix() + "millrace"));
    }
    return Cli.on(platform, platform.prefix(), all.toArray(String[]::new));
  }

  private static StreamsApplication sequences(TestPlatform platform, Topics topics, Path state) {
    return new StreamsApplication(
        StreamsSettings.defaults(state, Map.of("bootstrap.servers", platform.bootstrapServers()))
            .withPrefix(platform.prefix() + "millrace"),
        topics,
        EnumSet.of(TopologyName.SEQUENCES));
  }

  private static void send(TestPlatform platform, Topics topics, int from, int to)
      throws Exception {
    try (KafkaProducer<String, Interaction> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", platform.bootstrapServers()),
            topics.interactions().keys().serializer(),
            topics.interactions().values().serializer())) {
      for (int i = from; i < to; i++) {
        Interaction click =
            new Interaction(
                "event-" + i, "user-" + i, "item", "click", null, System.currentTimeMillis());
        producer
            .send(new ProducerRecord<>(topics.interactions().name(), click.getUserId(), click))
            .get();
      }
    }
  }
}
