package dev.millrace.standalone.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.TrainingExample;
import dev.millrace.avro.UserDeletion;
import dev.millrace.checkpoint.Checkpoint;
import dev.millrace.checkpoint.CheckpointLayout;
import dev.millrace.checkpoint.RunRecord;
import dev.millrace.checkpoint.SourcePosition;
import dev.millrace.checkpoint.store.FileStore;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.checkpoint.users.ForgottenUser;
import dev.millrace.checkpoint.users.LearnedUsers;
import dev.millrace.checkpoint.users.UserHash;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import dev.millrace.trainer.files.RecordFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model has learned from a user who then asks to be forgotten; the trainer that reads it is
 * killed before it has told anybody. Nothing of the user is in what comes afterwards, and the
 * manifest says so once.
 */
@ExtendWith(PlatformExtension.class)
class ForgettingIT {

  private static final String MODEL = "forgetful";
  private static final String USER = "u1";
  private static final int EXAMPLES = 96;
  private static final Instant UP_TO = Instant.parse("2026-11-22T00:00:00Z");
  private static final String[] SETTINGS = SmallTraining.with();

  @Test
  void shouldForgetAUserOnceAndForEverThoughItIsKilled(
      TestPlatform platform, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
      throws IOException {
    Pipeline pipeline =
        Pipeline.create(
            platform.prefix() + "forgetting",
            new Servers(platform.bootstrapServers(), platform.registryUrl().toString()),
            folder);
    try (Publisher publisher = new Publisher(pipeline)) {
      TrainingData data = new TrainingData(publisher, pipeline.topics());
      data.writeItems();
      data.writeExamples(EXAMPLES);
      try (MillraceProcess trainer = pipeline.startTrainer(MODEL, "one", SETTINGS)) {
        assertThat(trainer.awaitExit()).as(trainer::log).isZero();
      }
      StoredCheckpoint before = newest(pipeline);
      assertThat(users(before).learned().contains(UserHash.of(USER))).isTrue();

      RecordMetadata deletion = forget(publisher, pipeline);
      killWhenItForgets(pipeline);

      StoredCheckpoint after = newest(pipeline);
      hasForgotten(after, deletion);
      assertThat(users(after).learned())
          .isEqualTo(users(before).learned().minus(Set.of(UserHash.of(USER))));
      assertThat(after.record().progress().examples()).isEqualTo(EXAMPLES);
      assertThat(users(before).holdsForgotten(UserHash.of(USER), users(after))).isTrue();
    }
  }

  /** Behind the deletion comes an example that is older than it. */
  private static RecordMetadata forget(Publisher publisher, Pipeline pipeline) {
    RecordMetadata deletion =
        publisher.sendNow(
            pipeline.topics().userDeletions(), USER, new UserDeletion(USER, UP_TO.toEpochMilli()));
    publisher.sendNow(
        pipeline.topics().trainingExamples(),
        USER,
        new TrainingExample(
            "late", USER, List.of("i1"), "i2", UP_TO.minusSeconds(1).toEpochMilli()));
    return deletion;
  }

  private static void killWhenItForgets(Pipeline pipeline) {
    try (MillraceProcess trainer = pipeline.startTrainer(MODEL, "one", SETTINGS)) {
      Eventually.holds("it forgets", () -> trainer.log().contains("Forgotten; users=1 examples="));
      trainer.kill();
      trainer.restart();
      assertThat(trainer.awaitExit()).as(trainer::log).isZero();
    }
  }

  private static void hasForgotten(StoredCheckpoint checkpoint, RecordMetadata deletion)
      throws IOException {
    RunRecord record = checkpoint.record();
    assertThat(record.forgotten())
        .containsExactly(
            new ForgottenUser(deletion.topic(), deletion.partition(), deletion.offset(), UP_TO));
    assertThat(
            ((SourcePosition.InTopics) record.progress().position())
                .offsets()
                .get(deletion.topic()))
        .containsEntry(deletion.partition(), deletion.offset() + 1);
    assertThat(
            new RecordFile<>(
                    "reservoir.avro", TrainingExample.getClassSchema(), TrainingExample.class)
                .read(directory(checkpoint))
                .records())
        .isNotEmpty()
        .noneMatch(example -> example.getUserId().equals(USER));
  }

  private static LearnedUsers users(StoredCheckpoint checkpoint) throws IOException {
    return LearnedUsers.of(
        Files.readAllBytes(directory(checkpoint).resolve(CheckpointLayout.USERS)));
  }

  private static Path directory(StoredCheckpoint checkpoint) {
    Path place = Path.of(checkpoint.reference().uri());
    return Checkpoint.open(place, checkpoint.reference().sha256()).directory();
  }

  private static StoredCheckpoint newest(Pipeline pipeline) throws IOException {
    try (FileStore store = FileStore.open(pipeline.store(MODEL))) {
      List<StoredCheckpoint> all = store.list(MODEL);
      return all.get(all.size() - 1);
    }
  }
}
