package dev.millrace.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.standalone.testsupport.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerCommandTest {

  @Test
  void shouldSayThatNoBrokerRuns(@TempDir Path folder) {
    Cli.Result result = Cli.run("trainer", "--data-dir", folder.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("No broker runs in " + folder);
  }

  @Test
  void shouldRefuseAnAdapterForAModelThatIsNotThereYet(@TempDir Path folder) {
    Cli.Result result =
        Cli.run(
            "trainer",
            "--data-dir",
            folder.toString(),
            "--set",
            "trainer.online.model.lora.rank=8");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("trainer.online.model: lora.rank is 0").contains("was 8");
  }
}
