package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.standalone.testsupport.Cli;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PlatformExtension.class)
class ReplayCommandIT {

  private final TestPlatform platform;
  private final Path folder;

  ReplayCommandIT(TestPlatform platform, @TempDir Path folder) {
    this.platform = platform;
    this.folder = folder;
  }

  @Test
  void shouldReplayInPartsAndPrintASummary() throws IOException {
    Files.writeString(folder.resolve("items.csv"), "item_id,title\ni1,One\ni2,\"Two, too\"\n");
    Files.writeString(
        folder.resolve("interactions.csv"),
        "user_id,item_id,timestamp\nu1,i1,1000\nu1,,1001\nu2,i1,1002\nu1,i2,1003\n");
    String prefix = platform.prefix() + "parts.";
    run(prefix, "topics", "create");

    Cli.Result first =
        run(prefix, "replay", "--data", folder.toString(), "--limit", "2", "--resume");
    Cli.Result second = run(prefix, "replay", "--data", folder.toString(), "--resume");
    Cli.Result topics = run(prefix, "topics", "describe");

    assertThat(first.err()).isEmpty();
    assertThat(first.exitCode()).isZero();
    assertThat(first.out())
        .startsWith("2 interactions and 2 items sent in ")
        .contains(", 1 bad rows");
    assertThat(second.out())
        .startsWith("1 interactions and 2 items sent in ")
        .contains(", 2 sent earlier");
    assertThat(topics.out()).containsPattern("\\Q" + prefix + "\\Einteractions +4 +\\S+ +3 ");
  }

  @Test
  void shouldExitWithTwoWhenAskedForWrongly() {
    Cli.Result nothing = run("any.", "replay");
    Cli.Result missing = run("any.", "replay", "--interactions", folder.resolve("no").toString());

    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("Nothing to replay: pass --data DIR");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("There is no file " + folder.resolve("no"));
  }

  @Test
  void shouldExitWithOneWhenTheTopicsAreMissing() throws IOException {
    Path file = Files.writeString(folder.resolve("f.csv"), "user_id,item_id,timestamp\nu,i,1\n");

    Cli.Result result = run("missing.", "replay", "--interactions", file.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("There is no topic missing.items", "topics create");
  }

  private Cli.Result run(String prefix, String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--data-dir";
    all[arguments.length + 1] = folder.toString();
    return Cli.on(platform, prefix, all);
  }
}
