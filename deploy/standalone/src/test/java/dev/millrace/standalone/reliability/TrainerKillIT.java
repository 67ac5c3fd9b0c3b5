package dev.millrace.standalone.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.checkpoint.Checkpoint;
import dev.millrace.checkpoint.CheckpointFile;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.store.CheckpointStore;
import dev.millrace.checkpoint.store.FileStore;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three models learn from the same examples: one undisturbed, one whose trainer is killed with
 * SIGKILL again and again, and one whose trainer dies and is succeeded by another. In the end their
 * weights and optimisers are the same, bit by bit.
 */
@ExtendWith(PlatformExtension.class)
class TrainerKillIT {

  private static final long SEED = 20_240_607;
  private static final int KILLS = 10;
  private static final String[] SETTINGS =
      SmallTraining.with(
          "trainer.online.reservoir.capacity=300",
          "trainer.online.checkpoint.every-examples=96",
          "trainer.online.checkpoint.confidence=0",
          "trainer.online.checkpoint.minimum-cases=1",
          "trainer.optimization.warm-up-steps=10");

  private final Random random = new Random(SEED);

  @Test
  void shouldEndWithTheSameWeightsWhenKilledAgainAndAgain(
      TestPlatform platform, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
      throws IOException {
    Pipeline pipeline =
        Pipeline.create(
            platform.prefix() + "trainers",
            new Servers(platform.bootstrapServers(), platform.registryUrl().toString()),
            folder);
    try (Publisher publisher = new Publisher(pipeline)) {
      new TrainingData(publisher, pipeline.topics()).write();
    }
    try (MillraceProcess calm = pipeline.startTrainer("calm", "one", SETTINGS);
        MillraceProcess successor = succeed(pipeline)) {
      killAgainAndAgain(pipeline);
      mustSucceed(calm);
      mustSucceed(successor);
      assertThat(successor.log()).contains("Going on");
    }

    RunRecord calm = last(pipeline, "calm");
    assertThat(calm.progress().examples()).isEqualTo(TrainingData.EXAMPLES);
    isSame(last(pipeline, "killed"), calm);
    isSame(last(pipeline, "pair"), calm);
    try (TopicProbe probe = new TopicProbe(pipeline.servers().bootstrap())) {
      areComplete(announced(pipeline, probe));
      // One dead letter a model, however often it was read.
      assertThat(probe.committed(pipeline.topics().trainingExamples().deadLetterName())).hasSize(3);
    }
  }

  private void killAgainAndAgain(Pipeline pipeline) {
    try (MillraceProcess killed = pipeline.startTrainer("killed", "one", SETTINGS)) {
      for (int life = 1; life <= KILLS; life++) {
        int lives = life;
        Eventually.holds("it learns", () -> count(killed.log(), "Learning begins") >= lives);
        if (life % 3 == 0) {
          awaitWriting(killed, pipeline);
        } else {
          Eventually.pause(random.nextInt(500));
        }
        killed.kill();
        killed.restart();
      }
      mustSucceed(killed);
    }
  }

  /** A draft is there for some milliseconds. */
  private static void awaitWriting(MillraceProcess killed, Pipeline pipeline) {
    while (!isWriting(pipeline)) {
      killed.mustRun();
      Eventually.pause(5);
    }
  }

  /** The second one waits from the beginning, and ends what the first one began. */
  private static MillraceProcess succeed(Pipeline pipeline) {
    try (MillraceProcess first = pipeline.startTrainer("pair", "one", SETTINGS)) {
      Eventually.holds("the first one learns", () -> first.log().contains("Learning begins"));
      MillraceProcess second = pipeline.startTrainer("pair", "two", SETTINGS);
      Eventually.holds("the second one waits", () -> second.log().contains("Standing by"));
      Eventually.holds("a checkpoint", () -> first.log().contains("Checkpoint; "));
      assertThat(second.log()).doesNotContain("Learning begins");
      first.kill();
      return second;
    }
  }

  private static void mustSucceed(MillraceProcess process) {
    assertThat(process.awaitExit()).as(process::log).isZero();
  }

  /** Whether a draft of a checkpoint is there; what a killed writer left goes at the next start. */
  private static boolean isWriting(Pipeline pipeline) {
    Path workspaces = pipeline.store("killed").resolve(".workspace");
    try (Stream<Path> paths = Files.walk(workspaces, 3)) {
      return paths.anyMatch(path -> path.toString().contains(".draft"));
    } catch (IOException | UncheckedIOException goneMeanwhile) {
      return false;
    }
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  private static RunRecord last(Pipeline pipeline, String model) throws IOException {
    try (CheckpointStore store = FileStore.open(pipeline.store(model))) {
      List<StoredCheckpoint> all = store.list(model);
      return all.get(all.size() - 1).record();
    }
  }

  private static void isSame(RunRecord found, RunRecord expected) {
    assertThat(found.progress().step()).isEqualTo(expected.progress().step());
    assertThat(found.progress().examples()).isEqualTo(expected.progress().examples());
    assertThat(found.progress().position()).isEqualTo(expected.progress().position());
    assertThat(sums(found)).isEqualTo(sums(expected));
    assertThat(found.fusion()).isNotNull().isEqualTo(expected.fusion());
  }

  /** All but judged examples, whose probabilities are sums in the order of the items' numbers. */
  private static Map<String, String> sums(RunRecord record) {
    Map<String, String> sums = new TreeMap<>();
    for (CheckpointFile file : record.files()) {
      if (!file.path().equals("fusion-cases.json")) {
        sums.put(file.path(), file.sha256());
      }
    }
    assertThat(sums)
        .containsKeys(
            "model/model.safetensors",
            "optimizer.safetensors",
            "state.json",
            "reservoir.avro",
            "transitions.avro");
    return sums;
  }

  private static List<CheckpointAnnouncement> announced(Pipeline pipeline, TopicProbe probe) {
    var topic = pipeline.topics().checkpoints();
    return probe.committed(topic.name()).stream()
        .map(ConsumerRecord::value)
        .map(value -> topic.values().deserializer().deserialize(topic.name(), value))
        .toList();
  }

  private static void areComplete(List<CheckpointAnnouncement> announced) {
    assertThat(announced).hasSizeGreaterThan(3 * TrainingData.EXAMPLES / 200);
    for (CheckpointAnnouncement announcement : announced) {
      Path directory = Path.of(URI.create(announcement.getUri()));
      assertThat(Checkpoint.open(directory, announcement.getSha256()).record().id().value())
          .isEqualTo(announcement.getId());
    }
  }
}
