package dev.millrace.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.standalone.testsupport.Cli;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.SampleCheckpoints;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PlatformExtension.class)
class CheckpointCommandIT {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void shouldPromoteTakeBackAndMarkWhatIsInUse(TestPlatform platform) throws Exception {
    SampleCheckpoints checkpoints = checkpoints();
    String first = id(checkpoints.write(1, 0.05));
    String second = id(checkpoints.write(2, 0.06));

    assertThat(run(platform, "promote", first).err()).contains("There is no topic");
    createTopic(platform);
    assertThat(run(platform, "rollback").err()).contains("Nothing was announced of cds");

    Cli.Result promoted = run(platform, "promote", first);
    assertThat(promoted.err()).isEmpty();
    assertThat(promoted.out()).contains(first + " of cds is what serving shall use");
    assertThat(run(platform, "promote", second, "--reason", "as good").exitCode()).isZero();
    assertThat(run(platform, "list").out())
        .containsPattern("(?m)^< +" + first)
        .containsPattern("(?m)^\\* +" + second);

    assertThat(run(platform, "rollback").out())
        .contains(first + " of cds is what serving shall go back to");
    assertThat(run(platform, "list").out()).containsPattern("(?m)^\\* +" + first + ".*rolled back");
    Cli.Result again = run(platform, "rollback");
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("name the one to go back to");
  }

  @Test
  void shouldNotAnnounceWhatIsNotToBeTrusted(TestPlatform platform) throws Exception {
    StoredCheckpoint stored = checkpoints().write(1, 0.05);
    createTopic(platform);
    Files.writeString(Path.of(stored.reference().uri()).resolve("model/config.json"), "{}");

    Cli.Result refused = run(platform, "promote", id(stored));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).hasLineCount(1).contains("model/config.json: truncated");
    assertThat(run(platform, "rollback").err()).contains("Nothing was announced of cds");
  }

  private SampleCheckpoints checkpoints() throws IOException {
    Path base = Files.createDirectories(folder.resolve("base"));
    Files.writeString(base.resolve("config.json"), "{\"model_type\": \"llama\"}", UTF_8);
    return new SampleCheckpoints(folder.resolve("checkpoints"), base);
  }

  private void createTopic(TestPlatform platform) throws ExecutionException, InterruptedException {
    try (Admin admin =
        Admin.create(
            Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, platform.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic(platform), 1, (short) 1))).all().get();
    }
  }

  private String topic(TestPlatform platform) {
    return platform.prefix() + folder.getFileName() + ".checkpoints";
  }

  private Cli.Result run(TestPlatform platform, String... arguments) {
    List<String> all = new ArrayList<>(List.of("checkpoint"));
    all.addAll(List.of(arguments));
    all.addAll(
        List.of(
            "--data-dir",
            folder.toString(),
            "--bootstrap",
            platform.bootstrapServers(),
            "--registry",
            platform.registryUrl().toString(),
            "--set",
            "topics.names.checkpoints=" + topic(platform)));
    return Cli.run(all.toArray(String[]::new));
  }

  private static String id(StoredCheckpoint stored) {
    return stored.reference().id().value();
  }
}
