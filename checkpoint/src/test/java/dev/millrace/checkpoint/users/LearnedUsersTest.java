package dev.millrace.checkpoint.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.checkpoint.CheckpointException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearnedUsersTest {

  private static final UserHash ANNA = UserHash.of("anna");
  private static final UserHash BERT = UserHash.of("bert");

  @Test
  void shouldHoldWhoeverWasAddedAndNobodyElse() {
    Set<UserHash> even = users(0, 1_000, 2);
    LearnedUsers learned = LearnedUsers.none().with(even).with(users(0, 1_000, 4));
    Set<UserHash> more = new HashSet<>(even);
    more.addAll(users(1, 100, 2));

    assertThat(learned.learned().size()).isEqualTo(500);
    assertThat(even).allMatch(learned.learned()::contains);
    assertThat(users(1, 1_000, 2)).noneMatch(learned.learned()::contains);
    assertThat(learned.with(more).learned()).isEqualTo(LearnedUsers.none().with(more).learned());
  }

  @Test
  void shouldReadWhatItWroteInSixteenBytesAUser() {
    LearnedUsers learned =
        LearnedUsers.none()
            .with(users(0, 1_000, 1))
            .without(Map.of(ANNA, 5L, UserHash.of("u7"), 6L));

    assertThat(LearnedUsers.of(learned.bytes())).isEqualTo(learned);
    assertThat(learned.bytes()).hasSize(8 + 16 * 999 + 25 * 2);
    assertThat(learned.deletions())
        .containsEntry(ANNA, new Deletion(5, false))
        .containsEntry(UserHash.of("u7"), new Deletion(6, true));
  }

  @Test
  void shouldNotLearnWhatIsNotNewerThanADeletion() {
    LearnedUsers learned = LearnedUsers.none().with(Set.of(ANNA)).without(Map.of(ANNA, 100L));

    assertThat(learned.learned().contains(ANNA)).isFalse();
    assertThat(learned.mayLearn(ANNA, 100)).isFalse();
    assertThat(learned.mayLearn(ANNA, 101)).isTrue();
    assertThat(learned.mayLearn(BERT, 1)).isTrue();
    assertThat(learned.without(Map.of(ANNA, 50L)).mayLearn(ANNA, 100)).isFalse();
  }

  @Test
  void shouldTellWhoHasAskedToBeForgottenSinceItWasWritten() {
    LearnedUsers before = LearnedUsers.none().with(Set.of(ANNA, BERT));
    LearnedUsers after = before.without(Map.of(ANNA, 100L));
    LearnedUsers again = after.with(Set.of(ANNA));

    assertThat(before.holdsForgotten(ANNA, after)).isTrue();
    assertThat(before.holdsForgotten(BERT, after)).isFalse();
    assertThat(before.heldForgotten(after)).isEqualTo(1);
    assertThat(after.heldForgotten(again)).isZero();
    assertThat(again.heldForgotten(again)).isZero();
    assertThat(again.heldForgotten(again.without(Map.of(ANNA, 200L)))).isEqualTo(1);
  }

  @Test
  void shouldRefuseWhatIsNoListOfUsers() {
    byte[] bytes = LearnedUsers.none().with(Set.of(ANNA)).bytes();

    assertThatThrownBy(() -> LearnedUsers.of(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("ends after 23 bytes");
    assertThatThrownBy(() -> LearnedUsers.of(new byte[] {1, 0, 0, 0}))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("cannot hold 16,777,216");
  }

  private static Set<UserHash> users(int from, int to, int step) {
    return IntStream.iterate(from, i -> i < to, i -> i + step)
        .mapToObj(i -> UserHash.of("u" + i))
        .collect(Collectors.toSet());
  }
}
