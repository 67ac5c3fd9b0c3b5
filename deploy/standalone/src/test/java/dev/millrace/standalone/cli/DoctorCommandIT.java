package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.standalone.testsupport.Cli;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real misconfigurations, each found where the same command found nothing before. */
@ExtendWith(PlatformExtension.class)
@NullUnmarked // JUnit fills the fields.
class DoctorCommandIT {

  private TestPlatform platform;
  private Path folder;

  @BeforeEach
  void keep(TestPlatform shared, @TempDir Path temporary) {
    platform = shared;
    folder = temporary;
  }

  @Test
  void shouldFindWhatIsWrongWithTheClusterAndSayWhatToDo() throws Exception {
    String prefix = platform.prefix();
    Cli.Result before = doctor();
    assertThat(before.exitCode()).isEqualTo(1);
    assertThat(before.out())
        .containsPattern("(?m)^ok +broker +1 of cluster \\S+ answer in \\d+ ms: ")
        .contains("topic " + prefix + "interactions ")
        .contains("is missing -> create it: millrace topics create");

    assertThat(Cli.on(platform, prefix, "topics", "create").exitCode()).isZero();
    Cli.Result created = doctor();
    assertThat(created.out())
        .doesNotContain("error ", "warning ")
        .containsPattern("(?m)^ok +topics +all 22 are there")
        .containsPattern(
            "(?m)^ok +policies +cleanup, retention, compaction and stamps of 22 topics")
        .containsPattern("(?m)^ok +acls of streams +This client's user may do the \\d+ things")
        .containsPattern("(?m)^ok +schemas +none yet for .*the first record brings it")
        .contains("0 errors, 0 warnings");
    assertThat(created.exitCode()).isZero();

    misconfigure(prefix);
    Cli.Result after = doctor();
    assertThat(after.exitCode()).isEqualTo(1);
    assertThat(after.out())
        .containsPattern("(?m)^error +co-partitioning +.*recommendations=6.* -> ")
        .containsPattern(
            "(?m)^warning +topic \\S+recommendations +has 6 partitions, configured are 4")
        .containsPattern(
            "(?m)^error +topic \\S+user-sequences +cleanup.policy is delete, planned is compact"
                + " -> .*--entity-name \\S+user-sequences --add-config 'cleanup.policy=compact'")
        .containsPattern(
            "(?m)^warning +topic \\S+interactions +retention.ms is 1000, planned is \\d+ -> ")
        .containsPattern(
            "(?m)^error +topic \\S+items +a write takes 2 of 1 replicas: none succeeds")
        .containsPattern(
            "(?m)^error +schema of \\S+interactions +version 1 cannot be read: .*userId.* -> ")
        .contains("6 errors, 2 warnings");
  }

  @Test
  void shouldSayWhoDoesNotAnswer() {
    List<String> arguments = new ArrayList<>(List.of("doctor", "recommend"));
    arguments.addAll(List.of("--data-dir", folder.toString()));
    arguments.addAll(List.of("--bootstrap", platform.bootstrapServers()));
    arguments.addAll(List.of("--registry", "http://127.0.0.1:9"));

    Cli.Result result = Cli.run(arguments.toArray(String[]::new));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .containsPattern("(?m)^error +schema registry +http://127.0.0.1:9: .* -> check ");
  }

  private void misconfigure(String prefix) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()));
        SchemaRegistry registry = ConfluentSchemaRegistry.at(platform.registryUrl().toString())) {
      admin
          .createPartitions(Map.of(prefix + "recommendations", NewPartitions.increaseTo(6)))
          .all()
          .get();
      admin
          .incrementalAlterConfigs(
              Map.of(
                  topic(prefix + "user-sequences"), set("cleanup.policy", "delete"),
                  topic(prefix + "interactions"), set("retention.ms", "1000"),
                  topic(prefix + "items"), set("min.insync.replicas", "2")))
          .all()
          .get();
      registry.register(
          prefix + "interactions-value",
          """
          {"type":"record","name":"Interaction","namespace":"dev.millrace.avro",
           "fields":[{"name":"eventId","type":"string"}]}
          """);
    }
  }

  private Cli.Result doctor() {
    return Cli.on(
        platform,
        platform.prefix(),
        "doctor",
        "--data-dir",
        folder.toString(),
        "--set",
        "streams.http.port=0",
        "--set",
        "serving.http.port=0",
        "--set",
        "trainer.online.http.port=0");
  }

  private static ConfigResource topic(String name) {
    return new ConfigResource(ConfigResource.Type.TOPIC, name);
  }

  private static List<AlterConfigOp> set(String key, String value) {
    return List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
  }
}
