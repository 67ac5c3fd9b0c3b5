package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Item;
import dev.millrace.avro.ItemPopularity;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.standalone.testsupport.Cli;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PlatformExtension.class)
class CommandsIT {

  @Test
  void shouldCreateTopicsOnceAndDescribeThem(TestPlatform platform) {
    String prefix = platform.prefix() + "created.";

    Cli.Result before = Cli.on(platform, prefix, "topics", "describe");
    Cli.Result first = Cli.on(platform, prefix, "topics", "create");
    Cli.Result second = Cli.on(platform, prefix, "topics", "create");
    Cli.Result after = Cli.on(platform, prefix, "topics", "describe");

    assertThat(before.exitCode()).isEqualTo(1);
    assertThat(before.err()).contains("topic " + prefix + "interactions is missing");
    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).containsPattern("\\Q" + prefix + "\\Einteractions +4 +created");
    assertThat(second.exitCode()).isZero();
    assertThat(second.out()).contains("exists").doesNotContain("created\n");
    assertThat(after.exitCode()).isZero();
    assertThat(after.out())
        .containsPattern("\\Q" + prefix + "\\Erecommendations +4 +\\S*compact\\S* +0 +The list");
  }

  @Test
  void shouldSayWhenTopicsHaveOtherPartitionsThanConfigured(TestPlatform platform) {
    String prefix = platform.prefix() + "other.";
    Cli.on(platform, prefix, "topics", "create");

    Cli.Result result =
        Cli.on(platform, prefix, "topics", "create", "--set", "topics.item-partitions=2");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("topic " + prefix + "items has 4 partitions, configured are 2");
  }

  @Test
  void shouldPrintWhatServingAnswers(TestPlatform platform) throws Exception {
    String prefix = platform.prefix() + "served.";
    Cli.on(platform, prefix, "topics", "create");
    writeCatalogue(platform, prefix);
    Thread serving =
        new Thread(
            () ->
                Cli.on(
                    platform,
                    prefix,
                    "serving",
                    "--set",
                    "serving.http.port=0",
                    "--set",
                    "serving.prefix=" + prefix));
    serving.start();

    try {
      Cli.Result table =
          Cli.on(platform, prefix, "recommend", "nobody", "-k", "2", "--timeout", "60");
      Cli.Result json = Cli.on(platform, prefix, "recommend", "nobody", "-k", "1", "--json");

      assertThat(table.err()).isEmpty();
      assertThat(table.exitCode()).isZero();
      assertThat(table.out().lines().skip(1))
          .anySatisfy(
              line -> assertThat(line).startsWith("1  b").contains("popularity", "Title of b"))
          .anySatisfy(line -> assertThat(line).startsWith("2  a").contains("Title of a"));
      assertThat(json.out()).startsWith("{").contains("\"userId\": \"nobody\"");
    } finally {
      serving.interrupt();
      serving.join();
    }
  }

  @Test
  void shouldSayWhenNobodyAnswers(TestPlatform platform) {
    String prefix = platform.prefix() + "silent.";
    Cli.on(platform, prefix, "topics", "create");

    Cli.Result result = Cli.on(platform, prefix, "recommend", "42", "--timeout", "1");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .isEqualToIgnoringNewLines("millrace: no answer within 1 s; does `millrace serving` run?");
  }

  @Test
  void shouldSayInOneLineWhichTopicsTheStreamsMiss(TestPlatform platform) {
    String prefix = platform.prefix() + "none.";

    Cli.Result result =
        Cli.on(
            platform,
            prefix,
            "streams",
            "--topologies",
            "sequences",
            "--set",
            "streams.http.port=0");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err().lines().filter(line -> line.startsWith("millrace: ")))
        .singleElement()
        .asString()
        .contains(prefix + "interactions");
  }

  private static void writeCatalogue(TestPlatform platform, String prefix) throws Exception {
    Topics topics =
        Topics.of(
            TopicNames.withPrefix(prefix),
            new AvroSerdes(
                ConfluentSchemaRegistry.at(platform.registryUrl().toString()),
                AvroSerdeSettings.defaults()));
    write(platform, topics.items(), Map.of("a", item("a"), "b", item("b")));
    write(
        platform,
        topics.itemPopularity(),
        Map.of("a", new ItemPopularity("a", 1.0, 1L), "b", new ItemPopularity("b", 2.0, 1L)));
  }

  private static Item item(String id) {
    return Item.newBuilder()
        .setItemId(id)
        .setTitle("Title of " + id)
        .setCategories(List.of())
        .setAvailable(true)
        .build();
  }

  private static <V> void write(
      TestPlatform platform, Topic<String, V> topic, Map<String, V> records) throws Exception {
    try (KafkaProducer<String, V> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", platform.bootstrapServers()),
            topic.keys().serializer(),
            topic.values().serializer())) {
      for (Map.Entry<String, V> entry : records.entrySet()) {
        producer.send(new ProducerRecord<>(topic.name(), entry.getKey(), entry.getValue())).get();
      }
    }
  }
}
