package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.inspect.Finding;
import dev.millrace.model.inspect.ModelInspector;
import dev.millrace.model.inspect.ModelReport;
import dev.millrace.standalone.testsupport.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data set of people who take one of six titles after the other. */
class TrainCommandTest {

  private final Path folder;

  TrainCommandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    List<String> cases = new ArrayList<>(List.of("user_id,history,target"));
    for (int user = 0; user < 12; user++) {
      cases.add("u%d,i%d,i%d".formatted(user, user % 6, (user + 1) % 6));
    }
    for (String file : List.of("train.csv", "valid.csv", "test.csv")) {
      Files.write(folder.resolve(file), cases);
    }
    Files.write(
        folder.resolve("items.csv"),
        List.of("item_id,title", "i0,Red", "i1,Reed", "i2,Blue", "i3,Bell", "i4,Sea", "i5,See"));
  }

  private Cli.Result train(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "train",
                "--dataset=" + folder,
                "--out=" + folder.resolve("out"),
                "--set=trainer.offline.epochs=3",
                "--set=trainer.offline.examples-per-step=4",
                "--set=trainer.optimization.warm-up-steps=2",
                "--set=trainer.judging.beam=6"));
    all.addAll(List.of(arguments));
    return Cli.run(all.toArray(String[]::new));
  }

  @Test
  void shouldKeepTheModelAndHowItLearned() throws IOException {
    Cli.Result result = train();

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().lines()).hasSize(3);
    assertThat(result.out()).contains("ilrec ", "ilrec + transitions");
    Path out = folder.resolve("out");
    ModelReport report = ModelInspector.inspect(out.resolve("model"), null, (done, total) -> {});
    assertThat(report.findings()).extracting(Finding::level).containsOnly(Finding.Level.OK);
    List<String> curve = Files.readAllLines(out.resolve("learning-curve.csv"));
    assertThat(curve).hasSize(4);
    assertThat(curve.get(3)).matches("3,\\d+\\.\\d+,\\d+\\.\\d+,[01]\\.\\d+,24,.*");
    assertThat(ImageIO.read(out.resolve("learning-curve.png").toFile()).getWidth()).isEqualTo(900);
  }

  @Test
  void shouldReplaceTheModelWhenCalledAgain() {
    assertThat(train().exitCode()).isZero();

    Cli.Result again = train("--set=trainer.objective.name=lml");

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out()).contains("lml + transitions");
  }

  @Test
  void shouldSayWhatIsWrongWithTheConfiguration() {
    Cli.Result result = train("--set=trainer.objective.name=dpo");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("trainer.objective", "\"dpo\"", "msl");
  }
}
