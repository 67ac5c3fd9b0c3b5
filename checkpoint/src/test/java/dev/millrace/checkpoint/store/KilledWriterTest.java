package dev.millrace.checkpoint.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.support.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWriterTest {

  private static final int KILLS = 6;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private final Random random = new Random(11);
  private Path root = Path.of("");

  @Test
  void shouldHoldNothingButWholeCheckpointsWheneverItsWriterIsKilled()
      throws IOException, InterruptedException {
    root = folder.resolve("store");
    Set<String> reported = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      reported.addAll(killOne(10_000L * kill));

      try (FileStore store = FileStore.open(root)) {
        List<StoredCheckpoint> listed = store.list(SampleRun.MODEL);
        for (StoredCheckpoint stored : listed) {
          assertThat(store.fetch(stored.reference(), folder)).isDirectory();
        }
        assertThat(ids(listed)).containsAll(reported);
        assertThat(left(root)).isEmpty();
      }
    }
    assertThat(reported).hasSizeGreaterThanOrEqualTo(KILLS);
  }

  /** Kills a writer at some moment after its first checkpoint, and says which it had published. */
  private Set<String> killOne(long firstStep) throws IOException, InterruptedException {
    Path lines = folder.resolve("lines-" + firstStep);
    Process writer = WritingProcess.start(root, firstStep, lines);
    while (writer.isAlive() && Files.size(lines) == 0) {
      Thread.sleep(5);
    }
    Thread.sleep(random.nextInt(120), random.nextInt(1_000_000));
    writer.destroyForcibly().waitFor();
    return Files.readAllLines(lines).stream()
        .filter(CheckpointId::isId)
        .collect(Collectors.toSet());
  }

  private static Set<String> ids(List<StoredCheckpoint> listed) {
    return listed.stream()
        .map(stored -> stored.reference().id().value())
        .collect(Collectors.toSet());
  }

  private static List<Path> left(Path root) throws IOException {
    try (Stream<Path> left = Files.list(root.resolve(".workspace"))) {
      return left.toList();
    }
  }
}
