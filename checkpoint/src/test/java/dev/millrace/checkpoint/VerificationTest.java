package dev.millrace.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.checkpoint.support.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private Checkpoint checkpoint;

  @BeforeEach
  void write() throws IOException {
    checkpoint = SampleRun.write(folder.resolve("checkpoint"), 5);
  }

  @Test
  void shouldFindNothingWrongWithWhatWasWritten() {
    assertThat(verify().faults()).isEmpty();
    assertThat(Checkpoint.open(checkpoint.directory(), checkpoint.sha256())).isEqualTo(checkpoint);
  }

  @Test
  void shouldNameATruncatedFile() throws IOException {
    byte[] whole = Files.readAllBytes(file("model/model.safetensors"));
    Files.write(file("model/model.safetensors"), Arrays.copyOf(whole, whole.length - 1));

    assertThat(verify().faults())
        .containsExactly(
            new Fault.OtherSize("model/model.safetensors", whole.length, whole.length - 1));
    assertThat(verify().faults().get(0).text()).contains("truncated");
  }

  @Test
  void shouldNameASingleBitThatIsOther() throws IOException {
    byte[] content = Files.readAllBytes(file("optimizer.safetensors"));
    content[content.length - 1] ^= 1;
    Files.write(file("optimizer.safetensors"), content);

    assertThat(verify().faults())
        .singleElement()
        .isInstanceOfSatisfying(
            Fault.OtherContent.class,
            fault -> assertThat(fault.path()).isEqualTo("optimizer.safetensors"));
    assertThatThrownBy(() -> Checkpoint.open(checkpoint.directory(), null))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("optimizer.safetensors: altered");
  }

  @Test
  void shouldNameWhatIsMissingAndWhatIsTooMuch() throws IOException {
    Files.delete(file("state.json"));
    Files.writeString(file("model/payload.bin"), "surprise");

    assertThat(verify().faults())
        .containsExactlyInAnyOrder(
            new Fault.MissingFile("state.json"), new Fault.ExtraFile("model/payload.bin"));
  }

  @Test
  void shouldSayWhenTheManifestIsNotTheOneAnnounced() {
    String other = "0".repeat(64);

    assertThat(Verification.of(checkpoint.directory(), other).faults())
        .containsExactly(new Fault.OtherManifest(other, checkpoint.sha256()));
    assertThat(Verification.of(checkpoint.directory(), other).checkpoint()).isNull();
  }

  @Test
  void shouldSayWhenThereIsNoManifestOrNoneThatCanBeRead() throws IOException {
    Files.writeString(file("manifest.json"), "{\"formatVersion\": 99}");
    assertThat(Verification.of(checkpoint.directory(), null).faults())
        .singleElement()
        .satisfies(
            fault -> assertThat(fault.text()).contains("formatVersion 1 is known, found 99"));

    Files.delete(file("manifest.json"));
    assertThat(verify().faults()).containsExactly(new Fault.NoManifest());
  }

  @Test
  void shouldNameWhatIsWholeButOfNoUse() throws IOException {
    assertThat(UsabilityCheck.of(checkpoint))
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault.text()).startsWith("model: "));

    Files.writeString(file("optimizer.safetensors"), "no tensors");
    assertThat(UsabilityCheck.of(checkpoint))
        .anySatisfy(fault -> assertThat(fault.text()).startsWith("optimizer.safetensors: "));
  }

  private Verification verify() {
    return Verification.of(checkpoint.directory(), checkpoint.sha256());
  }

  private Path file(String path) {
    return checkpoint.directory().resolve(path);
  }
}
