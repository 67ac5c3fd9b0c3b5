package dev.millrace.serving;

import static dev.millrace.serving.ServingTestKit.PARTITION;
import static dev.millrace.serving.ServingTestKit.POISON;
import static dev.millrace.serving.ServingTestKit.TRACE;
import static dev.millrace.serving.ServingTestKit.itemsOf;
import static dev.millrace.serving.ServingTestKit.poll;
import static dev.millrace.serving.ServingTestKit.request;
import static dev.millrace.serving.ServingTestKit.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendationRequest;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.deadletter.DeadLetters;
import dev.millrace.contract.freshness.FreshnessStage;
import dev.millrace.contract.trace.Tracing;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BatchProcessorTest {

  private static final UserKey USER = new UserKey(PARTITION, "u");

  private final ServingTestKit kit = new ServingTestKit();
  private final BatchProcessor processor = kit.processor(ListSettings.defaults());

  @Test
  void shouldSayWhereTheListComesFromWhenSequenceChanges() {
    Batch batch = process(sequenceRecord(4, "a"));

    Recommendation list = onlyList(batch);
    assertThat(itemsOf(list)).containsExactly("b", "c", "q", "p");
    assertThat(list.getUserId()).isEqualTo("u");
    assertThat(list.getModelId()).isEqualTo("transitions");
    assertThat(list.getSequenceVersion()).isEqualTo(4);
    assertThat(list.getSourceTopic()).isEqualTo("user-sequences");
    assertThat(list.getSourcePartition()).isEqualTo(PARTITION);
    assertThat(list.getSourceOffset()).isZero();
    assertThat(list.getCorrelationId()).isNull();
    assertThat(list.getInteractionArrivedAt()).isEqualTo(ServingTestKit.NOW - 100);
    assertThat(list.getGeneratedAt()).isEqualTo(ServingTestKit.NOW);
    assertThat(batch.output().get(0).partition()).isEqualTo(PARTITION);
    assertThat(batch.arrivals())
        .containsExactly(new Batch.Arrival(FreshnessStage.INSTANT, ServingTestKit.NOW - 100));
  }

  @Test
  void shouldCarryTheTraceOfTheNewestSequenceAndOfTheRequest() {
    Batch coalesced =
        process(sequenceRecord(1, "a"), ServingTestKit.traced(sequenceRecord(2, "a", "b")));
    Batch without = process(sequenceRecord(3, "a", "b", "c"));
    Batch asked = process(ServingTestKit.traced(requestRecord(request("u", "r1", 2))));

    assertThat(coalesced.output()).extracting(ServingTestKit::traceOf).containsExactly(TRACE);
    assertThat(without.output()).extracting(ServingTestKit::traceOf).containsOnlyNulls();
    assertThat(asked.output()).extracting(ServingTestKit::traceOf).containsExactly(TRACE);
  }

  @Test
  void shouldServeTheNewestOnlyWhenAPollBringsSeveralVersions() {
    Batch batch = process(sequenceRecord(1, "a"), sequenceRecord(2, "a", "b"));

    assertThat(itemsOf(onlyList(batch))).containsExactly("c", "q", "p");
    assertThat(batch.counts().sequences()).isEqualTo(2);
    assertThat(batch.counts().coalesced()).isEqualTo(1);
    assertThat(batch.counts().lists()).isEqualTo(1);
  }

  @Test
  void shouldWriteNothingWhenListEqualsTheLastOne() {
    process(sequenceRecord(1, "a")).remember();

    Batch batch = process(sequenceRecord(2, "a"));

    assertThat(batch.output()).isEmpty();
    assertThat(batch.counts().unchanged()).isEqualTo(1);
  }

  @Test
  void shouldWriteTheListAgainWhenUnchangedOnesAreWanted() {
    ListSettings every = new ListSettings(10, true, true, true, true, 50, Set.of());
    BatchProcessor talkative = kit.processor(every);
    talkative.process(poll(sequenceRecord(1, "a")), kit.users).remember();

    Batch batch = talkative.process(poll(sequenceRecord(2, "a")), kit.users);

    assertThat(onlyList(batch).getSequenceVersion()).isEqualTo(2);
    assertThat(onlyList(batch).getShadows()).isEmpty();
  }

  @Test
  void shouldForgetTheBatchWhenItIsNotCommitted() {
    process(sequenceRecord(1, "a"));

    assertThat(process(sequenceRecord(1, "a")).counts().lists()).isEqualTo(1);
    assertThat(kit.users.size()).isZero();
  }

  @Test
  void shouldNotAnswerAVersionTwiceWhenItIsReadAgain() {
    ConsumerRecord<byte[], byte[]> first = sequenceRecord(1, "a");
    ConsumerRecord<byte[], byte[]> second = sequenceRecord(2, "a", "b");
    processor.process(poll(first), kit.users).remember();
    processor.process(poll(second), kit.users).remember();

    Batch again = processor.process(poll(first), kit.users);

    assertThat(again.output()).isEmpty();
  }

  @Test
  void shouldForgetTheUserWhenSequenceIsATombstone() {
    process(sequenceRecord(1, "a")).remember();

    Batch batch = process(sequenceTombstone());
    batch.remember();

    assertThat(kit.recommendations(batch)).containsExactly((Recommendation) null);
    assertThat(batch.counts().tombstones()).isEqualTo(1);
    assertThat(kit.users.get(USER)).isEqualTo(HeldUser.unknown());
    assertThat(kit.users.size()).isZero();
  }

  @Test
  void shouldForgetTheOpenRequestsOfAUserWhoIsForgotten() {
    RequestReader reader = new RequestReader(kit.topics, ListSettings.defaults(), Tracing.off());
    OpenRequests open =
        OpenRequests.none()
            .with(reader.read(requestRecord(request("u", "r1", 2))))
            .with(reader.read(requestRecord(request("v", "r2", 2))));
    kit.users.putOpenRequests(PARTITION, open);

    Batch batch = process(sequenceTombstone());

    assertThat(batch.openRequests(PARTITION).byOffset().values())
        .extracting(request -> request.cause().correlationId())
        .containsExactly("r2");
  }

  @Test
  void shouldForgetAndServeAnewWhenTombstoneIsFollowedInThePoll() {
    process(sequenceRecord(1, "a")).remember();

    Batch batch = process(sequenceTombstone(), sequenceRecord(1, "a"));

    List<Recommendation> lists = kit.recommendations(batch);
    assertThat(lists).hasSize(2);
    assertThat(lists.get(0)).isNull();
    assertThat(itemsOf(lists.get(1))).containsExactly("b", "c", "q", "p");
  }

  @Test
  void shouldLeaveOutRejectedItemsWhenUserTurnedThemDown() {
    UserSequence sequence = sequence("u", 1, "a");
    sequence.setRejectedItems(List.of("b", "q"));

    Batch batch = process(kit.record(kit.topics.userSequences(), "u", sequence));

    assertThat(itemsOf(onlyList(batch))).containsExactly("c", "p");
  }

  @Test
  void shouldAnswerWithTheSequenceOfTheSamePollWhenRequested() {
    Batch batch = process(requestRecord(request("u", "r1", 2)), sequenceRecord(5, "a"));

    List<Recommendation> lists = kit.recommendations(batch);
    assertThat(lists).hasSize(2);
    Recommendation answer = lists.get(1);
    assertThat(answer.getCorrelationId()).isEqualTo("r1");
    assertThat(answer.getSequenceVersion()).isEqualTo(5);
    assertThat(answer.getSourceTopic()).isEqualTo("recommendation-requests");
    assertThat(itemsOf(answer)).containsExactly("b", "c");
  }

  @Test
  void shouldAnswerEveryRequestWhenTheListIsTheSame() {
    Batch batch =
        process(requestRecord(request("u", "r1", 2)), requestRecord(request("u", "r2", 2)));

    assertThat(kit.recommendations(batch))
        .extracting(Recommendation::getCorrelationId)
        .containsExactly("r1", "r2");
    assertThat(batch.counts().answers()).isEqualTo(2);
  }

  @Test
  void shouldSayInAnAnswerThatTheSequenceHasBeenRefined() {
    process(sequenceRecord(1, "a")).remember();
    Batch before = process(requestRecord(request("u", "r1", 2)));
    UserKey user = new UserKey(PARTITION, "u");
    HeldUser.Refined refined = new HeldUser.Refined(1, new MadeBy("fusion", "one"), null);
    kit.users.put(user, kit.users.get(user).withRefined(refined));

    Batch after = process(requestRecord(request("u", "r2", 2)));

    assertThat(before.output())
        .extracting(list -> RefinedMark.read(list.headers()))
        .containsOnlyNulls();
    assertThat(after.output())
        .extracting(list -> RefinedMark.read(list.headers()))
        .containsExactly(refined);
  }

  @Test
  void shouldFilterAsAskedWhenRequestSaysSo() {
    process(sequenceRecord(1, "a")).remember();
    RecommendationRequest filtered =
        new RecommendationRequest("r", "u", 10, false, List.of("b", "no such item"), List.of("x"));

    Batch batch = process(requestRecord(filtered));

    assertThat(itemsOf(onlyList(batch))).containsExactly("c");
  }

  @Test
  void shouldNotGrowTheDictionaryWhenRequestsNameUnknownItems() {
    int before = kit.knowledge.model().items().size();

    process(
        requestRecord(
            new RecommendationRequest("r", "u", 10, null, List.of("x1", "x2"), List.of())));

    assertThat(kit.knowledge.model().items().size()).isEqualTo(before);
  }

  @Test
  void shouldServePopularItemsWhenUserIsUnknown() {
    Recommendation answer = onlyList(process(requestRecord(request("stranger", "r", 10))));

    assertThat(answer.getSequenceVersion()).isZero();
    assertThat(itemsOf(answer)).containsExactly("q", "p");
    assertThat(answer.getItems().get(0).getSource()).isEqualTo("popularity");
    assertThat(answer.getItems().get(0).getBecauseItemId()).isNull();
  }

  @Test
  void shouldPutRecordsAsideWhenTheyCannotBeUsed() {
    Batch batch =
        process(
            kit.bytes(kit.topics.userSequences(), "u", POISON),
            kit.record(kit.topics.userSequences(), " ", sequence(" ", 1, "a")),
            kit.record(kit.topics.userSequences(), "other", sequence("u", 1, "a")),
            requestRecord(request("u", "r", 0)),
            requestRecord(request("u", "r", 1001)),
            requestRecord(request("u", " ", 10)),
            kit.record(kit.topics.recommendationRequests(), "u", null),
            kit.record(kit.topics.recommendationRequests(), null, request("u", "r", 1)),
            sequenceRecord(1, "a"));

    assertThat(batch.counts().deadLetters()).isEqualTo(8);
    assertThat(itemsOf(onlyList(batch))).isNotEmpty();
    assertThat(batch.output().stream().map(it -> it.topic()).filter(it -> it.endsWith(".dlq")))
        .hasSize(8);
    assertThat(reasons(batch))
        .anySatisfy(reason -> assertThat(reason).contains("k is from 1 to 1000, but was 0"))
        .anySatisfy(reason -> assertThat(reason).contains("k is from 1 to 1000, but was 1001"))
        .anySatisfy(reason -> assertThat(reason).contains("correlationId"))
        .anySatisfy(reason -> assertThat(reason).contains("A request is not null"))
        .anySatisfy(reason -> assertThat(reason).contains("but was null"))
        .anySatisfy(reason -> assertThat(reason).contains("but was blank"))
        .anySatisfy(reason -> assertThat(reason).contains("but they differ"))
        .anySatisfy(reason -> assertThat(reason).contains("WrongMagicByteException"));
  }

  private static List<String> reasons(Batch batch) {
    return batch.output().stream()
        .flatMap(record -> DeadLetters.reason(record.headers()).stream())
        .map(reason -> reason.toString())
        .toList();
  }

  @SafeVarargs
  private Batch process(ConsumerRecord<byte[], byte[]>... records) {
    return processor.process(poll(records), kit.users);
  }

  private ConsumerRecord<byte[], byte[]> sequenceRecord(long version, String... items) {
    return kit.record(kit.topics.userSequences(), "u", sequence("u", version, items));
  }

  private ConsumerRecord<byte[], byte[]> sequenceTombstone() {
    return kit.record(kit.topics.userSequences(), "u", null);
  }

  private ConsumerRecord<byte[], byte[]> requestRecord(RecommendationRequest request) {
    return kit.record(kit.topics.recommendationRequests(), request.getUserId(), request);
  }

  private Recommendation onlyList(Batch batch) {
    List<Recommendation> lists = kit.recommendations(batch);
    assertThat(lists).hasSize(1).doesNotContainNull();
    return lists.get(0);
  }
}
