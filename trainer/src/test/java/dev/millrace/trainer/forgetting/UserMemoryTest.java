package dev.millrace.trainer.forgetting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.TrainingExample;
import dev.millrace.checkpoint.CheckpointLayout;
import dev.millrace.checkpoint.users.ForgottenUser;
import dev.millrace.checkpoint.users.LearnedUsers;
import dev.millrace.checkpoint.users.UserHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserMemoryTest {

  private final UserMemory memory = new UserMemory();
  private final Path folder;

  UserMemoryTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void shouldKeepOutWhatIsOlderThanADeletionAndNothingElse() {
    memory.forget(List.of(request("anna", 100, 7)));

    assertThat(memory.mayLearn(example("anna", 100))).isFalse();
    assertThat(memory.mayLearn(example("anna", 101))).isTrue();
    assertThat(memory.mayLearn(example("bert", 5))).isTrue();
  }

  @Test
  void shouldNameOnlyDeletionsOfUsersFromWhomTheWeightsHadLearned() {
    memory.learned(example("anna", 10));

    memory.forget(
        List.of(request("anna", 100, 7), request("bert", 100, 8), request("anna", 110, 9)));
    memory.forget(List.of(request("anna", 120, 10)));

    assertThat(memory.forgotten())
        .containsExactly(new ForgottenUser("user-deletions", 1, 7, Instant.ofEpochMilli(100)));
  }

  @Test
  void shouldWriteOnlyUsersWhoDidNotAskToBeForgotten() throws IOException {
    memory.learned(example("anna", 10));
    memory.learned(example("bert", 10));
    memory.forget(List.of(request("anna", 100, 7)));
    memory.write(folder);

    LearnedUsers written =
        LearnedUsers.of(Files.readAllBytes(folder.resolve(CheckpointLayout.USERS)));
    assertThat(written.learned().contains(UserHash.of("anna"))).isFalse();
    assertThat(written.learned().contains(UserHash.of("bert"))).isTrue();
    assertThat(written.deletions()).containsOnlyKeys(UserHash.of("anna"));
  }

  private static DeletionRequest request(String user, long upTo, long offset) {
    return new DeletionRequest(user, upTo, "user-deletions", 1, offset);
  }

  private static TrainingExample example(String user, long time) {
    return new TrainingExample("e" + time, user, List.of("a"), "b", time);
  }
}
