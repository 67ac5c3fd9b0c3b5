package dev.millrace.serving;

import static dev.millrace.serving.ServingTestKit.PARTITION;
import static dev.millrace.serving.ServingTestKit.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendedItem;
import dev.millrace.contract.trace.ReceivedTrace;
import dev.millrace.contract.trace.Tracing;
import dev.millrace.model.collaborative.ItemDictionary;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionRestorerTest {

  private static final TopicPartition SEQUENCES = new TopicPartition("user-sequences", PARTITION);
  private static final TopicPartition LISTS = new TopicPartition("recommendations", PARTITION);

  private final ServingTestKit kit = new ServingTestKit();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final PartitionRestorer restorer =
      new PartitionRestorer(
          new PartitionReader(consumer, new Patience(() -> false)),
          kit.topics,
          new PartitionRestorer.Shape(kit.knowledge.model().items(), 50, Tracing.off()));

  @Test
  void shouldKnowSequencesUpToTheEndAndTheLastListsWhenRestored() {
    given(
        kit.record(kit.topics.userSequences(), "u", sequence("u", 1, "a")),
        kit.bytes(kit.topics.userSequences(), "bad", ServingTestKit.POISON),
        ServingTestKit.traced(
            kit.record(kit.topics.userSequences(), "u", sequence("u", 2, "a", "b"))),
        kit.record(kit.topics.userSequences(), "u", sequence("u", 3, "a", "b", "c")),
        kit.record(kit.topics.recommendations(), "u", list("u", 1, "c")),
        kit.record(kit.topics.recommendations(), "u", list("u", 2, "q")));

    restorer.restore(Map.of(SEQUENCES, 3L, LISTS, 2L), kit.users);

    HeldUser user = kit.users.get(new UserKey(PARTITION, "u"));
    assertThat(user.sequence().version()).isEqualTo(2);
    assertThat(user.sequence().trace()).isEqualTo(new ReceivedTrace(ServingTestKit.TRACE, 0));
    assertThat(user.lastList())
        .isEqualTo(
            new ServedList(
                kit.knowledge.model().items().internAll(List.of("q")),
                "transitions",
                new ServedList.Source(2, 17)));
    assertThat(kit.users.size()).isEqualTo(1);
  }

  @Test
  void shouldKnowNothingOfUsersWhenTheyWereForgotten() {
    given(
        kit.record(kit.topics.userSequences(), "u", sequence("u", 1, "a")),
        kit.record(kit.topics.userSequences(), "u", null),
        kit.record(kit.topics.recommendations(), "u", list("u", 1, "c")),
        kit.record(kit.topics.recommendations(), "u", null));

    restorer.restore(Map.of(SEQUENCES, 2L, LISTS, 2L), kit.users);

    assertThat(kit.users.size()).isZero();
  }

  @Test
  void shouldNotTakeAnAnswerToARequestForTheRefinedListOfTheSequence() {
    Recommendation refined = refined("b");
    Recommendation answer = refined("c");
    answer.setCorrelationId("r");
    given(
        kit.record(kit.topics.userSequences(), "u", sequence("u", 1, "a")),
        kit.record(kit.topics.recommendations(), "u", refined),
        kit.record(kit.topics.recommendations(), "u", answer));

    restorer.restore(Map.of(SEQUENCES, 1L, LISTS, 2L), kit.users);

    HeldUser user = kit.users.get(new UserKey(PARTITION, "u"));
    assertThat(user.refined())
        .extracting(HeldUser.Refined::places)
        .extracting(places -> places.all().get(0).item())
        .isEqualTo(kit.knowledge.model().items().find("b"));
    assertThat(user.lastList())
        .extracting(ServedList::items)
        .isEqualTo(kit.knowledge.model().items().internAll(List.of("c")));
  }

  @Test
  void shouldKnowFromAnAnswerThatTheListBeforeItWasRefined() {
    HeldUser.Refined refined =
        new HeldUser.Refined(1, new MadeBy("fusion", "one"), KeptPlaces.of(List.of(), items()));
    Recommendation answer = list("u", 1, "c");
    answer.setCorrelationId("r");
    ConsumerRecord<byte[], byte[]> left = kit.record(kit.topics.recommendations(), "u", answer);
    RefinedMark.put(left.headers(), refined);
    given(kit.record(kit.topics.userSequences(), "u", sequence("u", 1, "a")), left);

    restorer.restore(Map.of(SEQUENCES, 1L, LISTS, 1L), kit.users);

    HeldUser user = kit.users.get(new UserKey(PARTITION, "u"));
    assertThat(user.isRefined()).isTrue();
    assertThat(user.refined())
        .isEqualTo(new HeldUser.Refined(1, new MadeBy("fusion", "one"), null));
  }

  @Test
  void shouldKeepTheRefinedListThatAnAnswerSaysNoMoreOf() {
    Recommendation refined = refined("b");
    Recommendation answer = list("u", 1, "c");
    answer.setCorrelationId("r");
    ConsumerRecord<byte[], byte[]> after = kit.record(kit.topics.recommendations(), "u", answer);
    RefinedMark.put(after.headers(), HeldUser.Refined.of(refined, items()));
    given(
        kit.record(kit.topics.userSequences(), "u", sequence("u", 1, "a")),
        kit.record(kit.topics.recommendations(), "u", refined),
        after);

    restorer.restore(Map.of(SEQUENCES, 1L, LISTS, 2L), kit.users);

    assertThat(kit.users.get(new UserKey(PARTITION, "u")).refined())
        .extracting(HeldUser.Refined::places)
        .extracting(places -> places.all().get(0).item())
        .isEqualTo(items().find("b"));
  }

  @Test
  void shouldReturnAtOnceWhenThereIsNothing() {
    given();

    restorer.restore(Map.of(SEQUENCES, 0L, LISTS, 0L), kit.users);

    assertThat(kit.users.size()).isZero();
  }

  private ItemDictionary items() {
    return kit.knowledge.model().items();
  }

  @SafeVarargs
  private void given(ConsumerRecord<byte[], byte[]>... records) {
    consumer.updateBeginningOffsets(Map.of(SEQUENCES, 0L, LISTS, 0L));
    consumer.schedulePollTask(
        () -> {
          for (ConsumerRecord<byte[], byte[]> record : records) {
            consumer.addRecord(record);
          }
        });
  }

  private static Recommendation refined(String item) {
    Recommendation list = list("u", 1, item);
    list.setCheckpointId("one");
    return list;
  }

  private static Recommendation list(String user, long version, String item) {
    Recommendation list = new Recommendation();
    list.setUserId(user);
    list.setItems(List.of(new RecommendedItem(item, 1.0, "transitions", null, null)));
    list.setModelId("transitions");
    list.setSequenceVersion(version);
    list.setSourceTopic("user-sequences");
    list.setSourceOffset(15 + version);
    list.setShadows(List.of());
    return list;
  }
}
