package dev.millrace.trainer.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.checkpoint.Checkpoint;
import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.CheckpointLayout;
import dev.millrace.checkpoint.Sha256;
import dev.millrace.trainer.settings.LoraSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraineeTest {

  private static final LoraSettings NO_ADAPTER = new LoraSettings(0, 32, 0, List.of());
  private static final LoraSettings ADAPTER = new LoraSettings(4, 8, 0, List.of());

  private final Path folder;

  TraineeTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void shouldLearnOnAsIfNeverStoppedWhenAllWeightsAreTrained() throws IOException {
    assertSameBytes(new School("", NO_ADAPTER, 1), "model/model.safetensors");
  }

  @Test
  void shouldLearnOnAsIfNeverStoppedWhenAnAdapterIsTrained() throws IOException {
    Path base = made(1).weights();

    assertSameBytes(new School(base.toString(), ADAPTER, 1), "adapter/adapter_model.safetensors");
  }

  @Test
  void shouldRefuseACheckpointOfAnotherBase() throws IOException {
    Checkpoint one = made(1);
    Path other = made(2).weights();

    assertThatThrownBy(() -> new School(other.toString(), NO_ADAPTER, 1).resume(one))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("of another model")
        .hasMessageContaining("model.name");
  }

  @Test
  void shouldRefuseToGoOnWithAnAdapterWhereAllWeightsWereTrained() throws IOException {
    Checkpoint full = made(1);

    assertThatThrownBy(() -> new School(full.weights().toString(), ADAPTER, 1).resume(full))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("FULL was trained, and LORA is to be");
  }

  private void assertSameBytes(School school, String weights) throws IOException {
    Checkpoint middle;
    Checkpoint end;
    try (Trainee undisturbed = school.begin()) {
      school.learn(undisturbed, 0, 3);
      middle = school.write(undisturbed, folder.resolve("middle"));
      school.learn(undisturbed, 3, 6);
      end = school.write(undisturbed, folder.resolve("end"));
    }
    try (Trainee resumed = school.resume(middle)) {
      school.learn(resumed, 3, 6);
      Checkpoint found = school.write(resumed, folder.resolve("found"));

      for (String file :
          List.of(
              weights,
              CheckpointLayout.OPTIMIZER,
              CheckpointLayout.STATE,
              "reservoir.avro",
              "transitions.avro",
              "popularity.avro")) {
        assertThat(Sha256.of(found.resolve(file)))
            .as(file)
            .isEqualTo(Sha256.of(end.resolve(file)))
            .isNotEqualTo(Sha256.of(middle.resolve(file)));
      }
      assertThat(found.resolve(CheckpointLayout.USERS))
          .hasSameBinaryContentAs(end.resolve(CheckpointLayout.USERS));
    }
  }

  private Checkpoint made(long seed) throws IOException {
    School school = new School("", NO_ADAPTER, seed);
    try (Trainee trainee = school.begin()) {
      return school.write(trainee, folder.resolve("made" + seed));
    }
  }
}
