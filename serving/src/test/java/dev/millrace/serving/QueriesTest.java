package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class QueriesTest {

  private final ServingTestKit kit = new ServingTestKit();
  private final Queries queries = new Queries();
  private final Queries.Desk desk =
      new Queries.Desk(
          kit.users, kit.lists(ListSettings.defaults()), kit.knowledge, ListSettings.defaults());

  @Test
  void shouldAnswerFromWhatIsHeldWhenPartitionIsServedHere() throws Exception {
    int partitions = 8;
    int partition = Queries.partitionOf("u", partitions);
    kit.users.open(partition);
    kit.users.put(
        new UserKey(partition, "u"),
        HeldUser.unknown()
            .withSequence(
                HeldSequence.of(
                    ServingTestKit.sequence("u", 4, "a"), kit.knowledge.model().items(), 50)));

    CompletableFuture<QueryAnswer> answer = queries.ask("u", 1);
    queries.answer(desk, partitions);

    assertThat(answer.get())
        .isInstanceOfSatisfying(
            QueryAnswer.Found.class,
            found -> {
              assertThat(ServingTestKit.itemsOf(found.list())).containsExactly("b");
              assertThat(found.titles()).containsExactly("Title of b");
              assertThat(ListAnswer.of(found).source()).isEqualTo("transitions");
              assertThat(ListAnswer.of(found).sequenceVersion()).isEqualTo(4);
            });
  }

  @Test
  void shouldSayWhatIsServedHereWhenPartitionIsNot() throws Exception {
    kit.users.dropAll();
    kit.users.open(1);

    CompletableFuture<QueryAnswer> answer = queries.ask("u", 10);
    queries.answer(desk, 1);

    assertThat(answer.get()).isEqualTo(new QueryAnswer.Elsewhere(0, Set.of(1)));
  }

  @Test
  void shouldRefuseWhenTooManyAreWaiting() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      assertThat(queries.ask("u", 10)).isNotDone();
    }

    CompletableFuture<QueryAnswer> refused = queries.ask("u", 10);

    assertThat(refused).isCompletedExceptionally();
    assertThat(refused.handle((answer, failure) -> failure).get())
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void shouldFindThePartitionThatKafkaGivesAKey() {
    // Kafka's own tests: murmur2("foobar") = -790332482, of which the sign bit is cleared
    assertThat(Queries.partitionOf("foobar", 7)).isEqualTo((-790332482 & 0x7fffffff) % 7);
  }
}
