package dev.millrace.checkpoint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.CheckpointLayout;
import dev.millrace.checkpoint.CheckpointPart;
import dev.millrace.checkpoint.support.SampleRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private FileStore store;

  private Path cache = Path.of("");

  @BeforeEach
  void open() throws IOException {
    store = FileStore.open(folder.resolve("store"));
    cache = folder.resolve("cache");
  }

  @Test
  void shouldListAndFetchWhatWasPublished() throws IOException {
    StoredCheckpoint second = write(2);
    StoredCheckpoint first = write(1);

    assertThat(store.models()).containsExactly(SampleRun.MODEL);
    assertThat(store.list(SampleRun.MODEL)).containsExactly(first, second);
    assertThat(store.find(SampleRun.MODEL, first.reference().id())).contains(first);
    assertThat(store.fetch(first.reference(), cache).resolve("state.json"))
        .hasContent("{\"step\": 1}");
    assertThat(store.workspace()).isEmptyDirectory();
  }

  @Test
  void shouldBeEmptyBeforeAnythingIsPublished() throws IOException {
    assertThat(store.models()).isEmpty();
    assertThat(store.list("unknown")).isEmpty();
  }

  @Test
  void shouldLeaveNothingOfAProbe() throws IOException {
    store.probe();

    assertThat(store.workspace()).isEmptyDirectory();
    assertThat(store.models()).isEmpty();
  }

  @Test
  void shouldTakeTheSameCheckpointTwiceButNotAnotherOfItsId() throws IOException {
    Path same = SampleRun.write(folder.resolve("a"), 1).directory();
    Path again = SampleRun.write(folder.resolve("b"), 1).directory();
    CheckpointReference reference = store.publish(same);

    assertThat(store.publish(again)).isEqualTo(reference);
    assertThat(again).doesNotExist();

    List<CheckpointPart> none = List.of();
    assertThatThrownBy(() -> new CheckpointWriter(store).write(SampleRun.record(1), none))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("another checkpoint of the same id");
    assertThat(store.workspace()).isEmptyDirectory();
  }

  @Test
  void shouldTakeACheckpointFromAnotherFileSystem() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeThat(Files.isDirectory(memory)).as("there is a file system in memory").isTrue();
    assumeThat(Files.getFileStore(memory)).isNotEqualTo(Files.getFileStore(folder));
    Path elsewhere = Files.createTempDirectory(memory, "checkpoint");

    CheckpointReference reference =
        store.publish(SampleRun.write(elsewhere.resolve("whole"), 1).directory());

    assertThat(elsewhere).isEmptyDirectory();
    assertThat(store.fetch(reference, cache)).isNotEmptyDirectory();
    assertThat(store.workspace()).isEmptyDirectory();
    Files.delete(elsewhere);
  }

  @Test
  void shouldNotTakeADirectoryThatIsNotWhatItsManifestSays() throws IOException {
    Path directory = SampleRun.write(folder.resolve("a"), 1).directory();
    Files.writeString(directory.resolve("state.json"), "{\"step\": 2}");

    assertThatThrownBy(() -> store.publish(directory))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("state.json: altered");
    assertThat(store.list(SampleRun.MODEL)).isEmpty();
  }

  @Test
  void shouldRefuseToFetchWhatChangedAfterItWasAnnounced() throws IOException {
    CheckpointReference reference = write(1).reference();
    Path weights = Path.of(reference.uri()).resolve("model/model.safetensors");
    Files.write(weights, new byte[] {1, 2, 3});

    assertThatThrownBy(() -> store.fetch(reference, cache))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("model/model.safetensors: truncated, 3 bytes instead of");
  }

  @Test
  void shouldReadOneFileAndRefuseItWhenItIsNotWhatTheManifestSays() throws IOException {
    StoredCheckpoint stored = write(7);

    assertThat(store.read(stored, CheckpointLayout.STATE))
        .hasValueSatisfying(content -> assertThat(content).asString().isEqualTo("{\"step\": 7}"));
    assertThat(store.read(stored, "nothing")).isEmpty();

    Files.writeString(
        Path.of(stored.reference().uri()).resolve(CheckpointLayout.STATE), "{\"step\": 8}");
    assertThatThrownBy(() -> store.read(stored, CheckpointLayout.STATE))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("state.json is not what its manifest says");
  }

  @Test
  void shouldRefuseToFetchFromElsewhere() throws IOException {
    CheckpointReference reference = write(1).reference();
    String inside = reference.uri().toString();
    String id = reference.id().value();

    for (String outside :
        List.of(
            inside.replace("/store/", "/other/"),
            inside.replace("/" + id, "/../" + SampleRun.MODEL + "/" + id),
            "s3://bucket/" + SampleRun.MODEL + "/" + id,
            "file:///etc")) {
      assertThatThrownBy(() -> store.fetch(at(reference, outside), cache))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("is announced at " + outside)
          .hasMessageContaining("reads nothing else");
    }
  }

  @Test
  void shouldNotListWhatHasNoManifestOrLiesUnderAnotherName() throws IOException {
    CheckpointReference whole = write(1).reference();
    Path model = folder.resolve("store").resolve(SampleRun.MODEL);
    CheckpointId half = CheckpointId.of(2, SampleRun.START);
    Files.createDirectories(model.resolve(half.value()).resolve("model"));
    CheckpointId moved = CheckpointId.of(3, SampleRun.START);
    Trees.copy(Path.of(whole.uri()), model.resolve(moved.value()));

    assertThat(store.list(SampleRun.MODEL))
        .extracting(StoredCheckpoint::reference)
        .containsExactly(whole);
  }

  @Test
  void shouldForgetWhatWasDeleted() throws IOException {
    CheckpointReference reference = write(1).reference();

    store.delete(reference);
    store.delete(reference);

    assertThat(store.list(SampleRun.MODEL)).isEmpty();
    assertThatThrownBy(() -> store.fetch(reference, cache))
        .hasMessageContaining("There is no checkpoint at file:");
  }

  @Test
  void shouldDeleteWhatDeadWritersLeftButNotWhatMayBeAlive() throws IOException {
    Path workspace = folder.resolve("store/.workspace");
    String own = String.valueOf(store.workspace().getFileName());
    String host = own.substring(own.indexOf('@'));
    Path alive = Files.createDirectories(workspace.resolve(own).resolve("draft"));
    Path dead = leftover(workspace.resolve("999999999-1" + host), Duration.ZERO);
    Path reused =
        leftover(workspace.resolve(ProcessHandle.current().pid() + "-1" + host), Duration.ZERO);
    Path elsewhere = leftover(workspace.resolve("1-1@other.host"), Duration.ofMinutes(59));
    Path forgotten = leftover(workspace.resolve("2-1@other.host"), Duration.ofMinutes(61));

    FileStore.open(folder.resolve("store"), Clock.fixed(SampleRun.START, ZoneOffset.UTC));

    assertThat(alive).exists();
    assertThat(elsewhere).exists();
    assertThat(dead).doesNotExist();
    assertThat(reused).doesNotExist();
    assertThat(forgotten).doesNotExist();
  }

  private static Path leftover(Path owner, Duration age) throws IOException {
    Files.createDirectories(owner);
    Path file = Files.writeString(owner.resolve("half"), "half");
    FileTime time = FileTime.from(SampleRun.START.minus(age));
    Files.setLastModifiedTime(file, time);
    Files.setLastModifiedTime(owner, time);
    return owner;
  }

  private StoredCheckpoint write(long step) throws IOException {
    return new CheckpointWriter(store).write(SampleRun.record(step), SampleRun.parts(step));
  }

  private static CheckpointReference at(CheckpointReference reference, String uri) {
    return new CheckpointReference(
        reference.model(), reference.id(), URI.create(uri), reference.sha256());
  }
}
