package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.standalone.testsupport.Cli;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop, on people who are easily understood: each goes on to the next item. */
@ExtendWith(PlatformExtension.class)
class DemoIT {

  private static final List<String> TITLES =
      List.of(
          "Amber", "Birch", "Cedar", "Delta", "Ember", "Flint", "Grove", "Heath", "Inlet", "Jetty",
          "Knoll", "Ledge", "Marsh", "North", "Ocean", "Plain", "Quarry", "Ridge", "Shore", "Trail",
          "Umber", "Vale", "Willow", "Xenia", "Yard", "Zinc");

  private static final int USERS = 60;
  private static final int STEPS = 24;

  @Test
  void shouldLearnPromoteAndRefine(TestPlatform platform, @TempDir Path folder) throws IOException {
    writeData(folder);
    String prefix = platform.prefix();

    Cli.Result result =
        Cli.on(
            platform,
            prefix,
            "demo",
            "--data",
            folder.toString(),
            "--data-dir",
            folder.resolve("state").toString(),
            "--set",
            "streams.prefix=" + prefix,
            "--set",
            "serving.prefix=" + prefix,
            "--set",
            "trainer.online.prefix=" + prefix,
            "--set",
            "trainer.online.model.minimum-items=" + TITLES.size(),
            "--set",
            "trainer.online.checkpoint.every-examples=300",
            "--set",
            "trainer.online.checkpoint.confidence=0",
            "--set",
            "trainer.online.checkpoint.minimum-cases=20");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .containsPattern("examples learned by the language model: [1-9]\\d* checkpoints promoted")
        .containsPattern("[1-9][\\d,]* lists refined by [1-9]\\d* checkpoints in turn")
        .containsPattern("the instant list +[1-9]")
        .containsPattern("the refined list +[1-9]")
        .containsPattern("a promoted checkpoint +[1-9]");
    assertThat(folder.resolve("state").resolve("demo.html")).content().contains("served lists");
  }

  private static void writeData(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("items.csv"),
        IntStream.range(0, TITLES.size())
            .mapToObj(item -> "i%d,%s".formatted(item, TITLES.get(item)))
            .collect(Collectors.joining("\n", "item_id,title\n", "\n")));
    Files.writeString(
        folder.resolve("interactions.csv"),
        IntStream.range(0, USERS * STEPS)
            .mapToObj(row -> interaction(row % USERS, row / USERS))
            .collect(Collectors.joining("\n", "user_id,item_id,timestamp\n", "\n")));
  }

  private static String interaction(int user, int step) {
    long time = 1_700_000_000_000L + (step * (long) USERS + user) * 60_000;
    return "u%d,i%d,%d".formatted(user, (user * 7 + step) % TITLES.size(), time);
  }
}
