package dev.millrace.trainer.forgetting;

import dev.millrace.avro.TrainingExample;
import dev.millrace.checkpoint.Checkpoint;
import dev.millrace.checkpoint.CheckpointLayout;
import dev.millrace.checkpoint.users.ForgottenUser;
import dev.millrace.checkpoint.users.LearnedUsers;
import dev.millrace.checkpoint.users.UserHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From whom was learned, who asked to be forgotten, and of whom the weights know something for
 * ever, because it was learned before they asked.
 */
public final class UserMemory {

  private final Set<UserHash> fresh = new HashSet<>();
  private final List<ForgottenUser> forgotten = new ArrayList<>();
  private LearnedUsers users = LearnedUsers.none();

  /** Whether nothing has been asked that forbids it. */
  public boolean mayLearn(TrainingExample example) {
    return users.mayLearn(UserHash.of(example.getUserId()), example.getTimestamp());
  }

  /** Takes down from whom was learned. */
  public void learned(TrainingExample example) {
    fresh.add(UserHash.of(example.getUserId()));
  }

  /** Takes users out, and keeps them out. */
  public void forget(List<DeletionRequest> requests) {
    LearnedUsers before = now();
    Map<UserHash, Long> upTo = new HashMap<>();
    for (DeletionRequest request : requests) {
      UserHash user = UserHash.of(request.userId());
      if (before.learned().contains(user) && !upTo.containsKey(user)) {
        forgotten.add(request.anonymous());
      }
      upTo.merge(user, request.upTo(), Math::max);
    }
    users = before.without(upTo);
  }

  private LearnedUsers now() {
    if (!fresh.isEmpty()) {
      users = users.with(fresh);
      fresh.clear();
    }
    return users;
  }

  /** Deletions of users from whom the weights had learned, for the manifest. */
  public List<ForgottenUser> forgotten() {
    return List.copyOf(forgotten);
  }

  /**
   * Writes into a checkpoint what is not in its manifest.
   *
   * @throws IOException if that fails
   */
  public void write(Path directory) throws IOException {
    Files.write(directory.resolve(CheckpointLayout.USERS), now().bytes());
  }

  /**
   * Goes on from a checkpoint; one from before users were kept knows none.
   *
   * @throws IOException if it cannot be read
   */
  public void read(Checkpoint checkpoint) throws IOException {
    Path file = checkpoint.resolve(CheckpointLayout.USERS);
    fresh.clear();
    forgotten.clear();
    forgotten.addAll(checkpoint.record().forgotten());
    users = Files.exists(file) ? LearnedUsers.of(Files.readAllBytes(file)) : LearnedUsers.none();
  }
}
