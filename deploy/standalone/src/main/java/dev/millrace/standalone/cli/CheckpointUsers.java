package dev.millrace.standalone.cli;

import dev.millrace.checkpoint.CheckpointLayout;
import dev.millrace.checkpoint.store.CheckpointStore;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import dev.millrace.checkpoint.users.Deletion;
import dev.millrace.checkpoint.users.ForgottenUser;
import dev.millrace.checkpoint.users.LearnedUsers;
import dev.millrace.checkpoint.users.UserHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * From whom the checkpoints of a model have learned, and who asked to be forgotten, as far as the
 * newest of them knows.
 */
final class CheckpointUsers {

  private static final int NAMED = 3;
  private static final String NOT_KEPT = "not known: written before checkpoints knew their users";

  private final CheckpointStore store;
  private final List<StoredCheckpoint> all;
  private final LearnedUsers newest;

  /**
   * @param all of one model, by id
   */
  CheckpointUsers(CheckpointStore store, List<StoredCheckpoint> all) throws IOException {
    this.store = store;
    this.all = List.copyOf(all);
    this.newest =
        all.isEmpty()
            ? LearnedUsers.none()
            : of(all.get(all.size() - 1)).orElse(LearnedUsers.none());
  }

  private Optional<LearnedUsers> of(StoredCheckpoint stored) throws IOException {
    return store.read(stored, CheckpointLayout.USERS).map(LearnedUsers::of);
  }

  /** A row a checkpoint. */
  List<String> table() throws IOException {
    Table table = new Table("ID", "USERS", "FORGOTTEN SINCE", "FORGOTTEN, STILL IN ITS WEIGHTS");
    for (StoredCheckpoint stored : all) {
      Optional<LearnedUsers> users = of(stored);
      table.row(
          stored.reference().id(),
          users.map(known -> number(known.learned().size())).orElse("?"),
          users.map(known -> number(known.heldForgotten(newest))).orElse("?"),
          number(stored.record().forgotten().size()));
    }
    return table.lines();
  }

  /** Two lines about one. */
  List<String> describe(StoredCheckpoint stored) throws IOException {
    String users =
        of(stored)
            .map(
                known ->
                    "%s learned from, %s of them asked to be forgotten since"
                        .formatted(
                            number(known.learned().size()), number(known.heldForgotten(newest))))
            .orElse(NOT_KEPT);
    return List.of("  users         " + users, "  forgotten     " + forgotten(stored));
  }

  private static String forgotten(StoredCheckpoint stored) {
    List<ForgottenUser> forgotten = stored.record().forgotten();
    if (forgotten.isEmpty()) {
      return "nobody from whom its weights had learned";
    }
    String named =
        forgotten.stream()
            .limit(NAMED)
            .map(CheckpointUsers::text)
            .collect(Collectors.joining(", "));
    String more = forgotten.size() > NAMED ? ", and more (--json)" : "";
    return "%s from whom its weights had learned: %s%s"
        .formatted(number(forgotten.size()), named, more);
  }

  private static String text(ForgottenUser user) {
    return "%s-%d@%d up to %s"
        .formatted(user.topic(), user.partition(), user.offset(), user.upTo());
  }

  /** A line a checkpoint about one user. */
  List<String> answers(String userId) throws IOException {
    UserHash user = UserHash.of(userId);
    List<String> lines = new ArrayList<>();
    for (StoredCheckpoint stored : all) {
      lines.add(
          stored.reference().id()
              + "  "
              + of(stored).map(known -> answer(known, user)).orElse(NOT_KEPT));
    }
    return lines;
  }

  private String answer(LearnedUsers known, UserHash user) {
    Deletion deletion = known.deletions().get(user);
    String before =
        deletion != null && deletion.learned()
            ? "its weights had learned from the user, who was forgotten then"
            : "";
    if (!known.learned().contains(user)) {
      return before.isEmpty() ? "has not learned from the user" : before;
    }
    String now =
        known.holdsForgotten(user, newest)
            ? "has learned from the user, who asked to be forgotten since"
            : "has learned from the user";
    return before.isEmpty() ? now : before + "; " + now;
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
