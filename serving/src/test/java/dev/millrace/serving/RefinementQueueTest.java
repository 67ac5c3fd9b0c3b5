package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.LanguageModelSettings.BatchSettings;
import dev.millrace.serving.LanguageModelSettings.QueueSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefinementQueueTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final RefinementQueue queue =
      new RefinementQueue(
          new QueueSettings(5, Duration.ofSeconds(10)),
          new BatchSettings(2, Duration.ofSeconds(1)));

  @Test
  void shouldTakeUsersInTheOrderInWhichTheyBecameDueEachOnce() {
    put("a", 0);
    put("b", 1);
    put("a", 2);

    assertThat(queue.take(3))
        .containsExactly(
            new RefinementQueue.Turn(user("a"), 0), new RefinementQueue.Turn(user("b"), 1));
    assertThat(queue.take(3)).isEmpty();
  }

  @Test
  void shouldWaitForAFullBatchOrForTheDelay() {
    assertThat(queue.isReady(0)).isFalse();
    put("a", 0);
    assertThat(queue.isReady(SECOND - 1)).isFalse();
    assertThat(queue.isReady(SECOND)).isTrue();

    put("b", 0);
    assertThat(queue.isReady(0)).isTrue();
  }

  @Test
  void shouldPutTheLongestWaitingBackWhenTheyWaitForTooLong() {
    put("a", 0);
    put("b", SECOND);
    put("c", 5 * SECOND);

    assertThat(queue.shed(10 * SECOND)).isZero();
    assertThat(queue.shed(11 * SECOND + 1)).isEqualTo(2);

    assertThat(queue.due()).isEqualTo(1);
    assertThat(queue.behind()).isEqualTo(2);
    assertThat(queue.oldestWaitNanos(11 * SECOND)).isEqualTo(6 * SECOND);
  }

  @Test
  void shouldPutTheLongestWaitingBackWhenTooManyWait() {
    for (String name : List.of("a", "b", "c", "d", "e", "f", "g")) {
      put(name, 0);
    }

    assertThat(queue.shed(1)).isEqualTo(2);

    assertThat(names(queue.take(1))).containsExactly("c", "d", "e", "f", "g");
    assertThat(names(queue.take(2))).containsExactly("a", "b");
  }

  @Test
  void shouldTakeBackThoseWhoClickAgain() {
    queue.putBehind(user("a"));
    queue.putBehind(user("b"));
    assertThat(queue.isReady(0)).isTrue();

    put("b", 7);
    queue.putBehind(user("b"));

    assertThat(queue.behind()).isEqualTo(1);
    assertThat(queue.take(9))
        .containsExactly(
            new RefinementQueue.Turn(user("b"), 7), new RefinementQueue.Turn(user("a"), 9));
  }

  @Test
  void shouldForgetThePartitionsThatAreTakenAway() {
    put("a", 0);
    queue.putBehind(new Demand.NewSequence(new UserKey(2, "b")));
    queue.putBehind(new Demand.NewSequence(new UserKey(1, "c")));

    queue.drop(List.of(1));

    assertThat(names(queue.take(0))).containsExactly("b");
  }

  private void put(String name, long nanos) {
    queue.put(user(name), nanos);
  }

  private static Demand user(String name) {
    return new Demand.NewSequence(new UserKey(1, name));
  }

  private static List<String> names(List<RefinementQueue.Turn> turns) {
    return turns.stream().map(turn -> turn.demand().user().userId()).toList();
  }
}
