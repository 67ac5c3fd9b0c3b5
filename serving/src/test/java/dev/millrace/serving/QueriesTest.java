package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendedItem;
import java.util.List;
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
              assertThat(ServingTestKit.itemsOf(found.shown().list())).containsExactly("b");
              assertThat(found.shown().titles()).containsExactly("Title of b");
              assertThat(found.instant()).isNull();
              assertThat(ListAnswer.of(found).source()).isEqualTo("transitions");
              assertThat(ListAnswer.of(found).sequenceVersion()).isEqualTo(4);
            });
  }

  @Test
  void shouldShowTheRefinedListOfTheNewestSequenceAndTheInstantOneBesideIt() throws Exception {
    hold(4, refined(4));

    QueryAnswer.Found found = find(2);

    Recommendation shown = found.shown().list();
    assertThat(shown.getModelId()).isEqualTo("fusion");
    assertThat(shown.getCheckpointId()).isEqualTo("seven");
    assertThat(shown.getItems())
        .containsExactly(
            new RecommendedItem("p", 0.5, "language-model", null, "goes with what you took lately"),
            new RecommendedItem(
                "c",
                0.25,
                "both",
                "a",
                "because you took Title of a, and goes with what you took lately"));
    ListAnswer answer = ListAnswer.of(found);
    assertThat(answer.source()).isEqualTo("language-model+both");
    assertThat(answer.instant()).extracting(ListAnswer.Shown::itemId).containsExactly("b", "c");
  }

  @Test
  void shouldNotShowARefinedListThatIsOldTooShortOrHoldsWhatIsGone() throws Exception {
    hold(5, refined(4));
    assertThat(find(2).shown().list().getModelId()).isEqualTo("transitions");

    hold(4, refined(4));
    assertThat(find(11).shown().list().getModelId()).isEqualTo("transitions");

    kit.know(kit.topics.items(), "p", null);
    assertThat(find(2).shown().list().getModelId()).isEqualTo("transitions");
    assertThat(ServingTestKit.itemsOf(find(1).shown().list())).containsExactly("c");
  }

  private void hold(long version, Recommendation refined) {
    kit.users.open(0);
    kit.users.put(
        new UserKey(0, "u"),
        HeldUser.unknown()
            .withSequence(
                HeldSequence.of(
                    ServingTestKit.sequence("u", version, "a"), kit.knowledge.model().items(), 50))
            .withRefined(HeldUser.Refined.of(refined, kit.knowledge.model().items())));
  }

  private QueryAnswer.Found find(int k) throws Exception {
    CompletableFuture<QueryAnswer> answer = queries.ask("u", k);
    queries.answer(desk, 1);
    return (QueryAnswer.Found) answer.get();
  }

  /** As a record says it, in whatever words. */
  private static Recommendation refined(long version) {
    Recommendation list = new Recommendation();
    list.setModelId("fusion");
    list.setCheckpointId("seven");
    list.setSequenceVersion(version);
    list.setItems(
        List.of(
            new RecommendedItem("p", 0.5, "language-model", null, null),
            new RecommendedItem("c", 0.25, "both", "a", null)));
    return list;
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
