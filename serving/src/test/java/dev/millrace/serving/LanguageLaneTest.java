package dev.millrace.serving;

import static dev.millrace.serving.ServingTestKit.PARTITION;
import static dev.millrace.serving.ServingTestKit.itemsOf;
import static dev.millrace.serving.ServingTestKit.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendationRequest;
import dev.millrace.avro.RecommendedItem;
import dev.millrace.contract.freshness.FreshnessStage;
import dev.millrace.contract.trace.Tracing;
import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.TitleEncoder;
import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.fusion.FusionForm;
import dev.millrace.model.fusion.LanguageOpinion;
import dev.millrace.serving.language.Letters;
import dev.millrace.serving.language.Ranked;
import dev.millrace.serving.language.Rankers;
import dev.millrace.serving.language.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LanguageLaneTest {

  private static final UserKey USER = new UserKey(PARTITION, "u");

  private final ServingTestKit kit = new ServingTestKit();
  private final FakeRankers rankers = new FakeRankers();
  private final ListSettings lists =
      new ListSettings(3, true, true, true, false, 50, ListSettings.defaults().shadowModels());
  private final RefinementMetrics metrics = new RefinementMetrics(new SimpleMeterRegistry());
  private final LanguageLane lane = lane(LanguageModelSettings.defaults());
  private final BatchProcessor processor = kit.processor(lists);
  private long now;

  @Test
  void shouldWriteWhatBothModelsThinkOfTheNewestSequence() {
    serve(1, "a");
    dispatch();

    rankers.answer("p", "b");
    Recommendation list = onlyList(finish());

    assertThat(itemsOf(list)).containsExactly("b", "c", "p");
    assertThat(list.getItems())
        .extracting(RecommendedItem::getSource)
        .containsExactly("both", "transitions", "language-model");
    assertThat(list.getItems().get(0).getReason())
        .isEqualTo("because you took Title of a, and goes with what you took lately");
    assertThat(list.getItems().get(2).getBecauseItemId()).isNull();
    assertThat(list.getModelId()).isEqualTo("fusion");
    assertThat(list.getCheckpointId()).isEqualTo("one");
    assertThat(list.getSequenceVersion()).isEqualTo(1);
    assertThat(list.getShadows())
        .extracting(shadow -> shadow.getModelId() + shadow.getItemIds())
        .containsExactlyInAnyOrder(
            "popularity[q, p]", "transitions[b, c, q]", "language-model[p, b]");
  }

  @Test
  void shouldCarryTheTraceOfTheSequenceThatIsRefined() {
    process(
        ServingTestKit.traced(
            kit.record(kit.topics.userSequences(), "u", ServingTestKit.sequence("u", 1, "a"))));
    dispatch();

    rankers.answer("p", "b");

    assertThat(finish().output())
        .extracting(ServingTestKit::traceOf)
        .containsExactly(ServingTestKit.TRACE);
  }

  @Test
  void shouldDropAnswersThatANewerSequenceHasOvertaken() {
    serve(1, "a");
    dispatch();
    serve(2, "a", "b");

    rankers.answer("p");

    assertThat(finish().output()).isEmpty();
    assertThat(metrics.stats().superseded()).isEqualTo(1);
    dispatch();
    assertThat(rankers.window).hasSize(1);
    assertThat(rankers.window.get(0).sequence().version()).isEqualTo(2);
  }

  @Test
  void shouldWriteNothingTwiceWhenTheSameIsAnsweredAgain() {
    serve(1, "a");
    dispatch();
    List<Refinement> window = rankers.window;
    rankers.answer("p");
    finish().remember();
    rankers.window = window;
    rankers.answer("p");

    assertThat(finish().output()).isEmpty();
    assertThat(serve(1, "a").output()).isEmpty();
  }

  @Test
  void shouldNotEmitItemsThatWereRemovedWhileTheModelWasAsked() {
    serve(1, "a");
    dispatch();
    kit.know(kit.topics.items(), "b", null);

    rankers.answer("b", "p", "q");

    assertThat(itemsOf(onlyList(finish()))).containsExactlyInAnyOrder("c", "p", "q");
  }

  @Test
  void shouldAskAgainWhenSoMuchWasRemovedThatTheListWouldBeShort() {
    serve(1, "a");
    dispatch();
    kit.know(kit.topics.items(), "b", null);
    kit.know(kit.topics.items(), "c", null);
    kit.know(kit.topics.items(), "q", null);

    rankers.answer("b", "c");

    assertThat(finish().output()).isEmpty();
    dispatch();
    assertThat(rankers.window).hasSize(1);
  }

  @Test
  void shouldWriteAShortListRatherThanAskAThirdTime() {
    serve(1, "a");
    dispatch();
    kit.know(kit.topics.items(), "b", null);
    kit.know(kit.topics.items(), "c", null);
    rankers.answer("b", "c", "p");
    assertThat(finish().output()).isEmpty();
    dispatch();

    rankers.answer("b", "c", "p");
    Batch second = finish();

    assertThat(itemsOf(onlyList(second))).containsExactlyInAnyOrder("p", "q");
    second.remember();
    dispatch();
    assertThat(rankers.window).isEmpty();
    assertThat(lane.isBusy()).isFalse();
  }

  @Test
  void shouldLeaveTheInstantListWhenNothingIsLeftOfTheSecondAnswerEither() {
    serve(1, "a");
    dispatch();
    Stream.of("b", "c", "p", "q").forEach(item -> kit.know(kit.topics.items(), item, null));
    rankers.answer("b", "p");
    assertThat(finish().output()).isEmpty();
    dispatch();

    rankers.answer("b", "p");

    assertThat(finish().output()).isEmpty();
    dispatch();
    assertThat(rankers.window).isEmpty();
    assertThat(kit.users.get(USER).isRefined()).isFalse();
  }

  @Test
  void shouldForgetAnswersForUsersWhoAreServedElsewhereNow() {
    serve(1, "a");
    dispatch();
    kit.users.drop(List.of(PARTITION));
    lane.dropped(List.of(PARTITION));

    rankers.answer("p");

    assertThat(finish().output()).isEmpty();
    assertThat(lane.isBusy()).isFalse();
  }

  @Test
  void shouldTryAgainWhenTheModelFails() {
    serve(1, "a");
    dispatch();

    rankers.fail();

    assertThat(finish().output()).isEmpty();
    dispatch();
    assertThat(rankers.window).hasSize(1);
  }

  @Test
  void shouldRefineEverybodyWhenTheFirstModelComes() {
    rankers.checkpoint = null;
    serve(1, "a");
    dispatch();
    assertThat(rankers.window).isEmpty();
    assertThat(lane.sample()).hasSize(1);

    rankers.checkpoint = "one";
    dispatch();

    assertThat(rankers.window).hasSize(1);
  }

  @Test
  void shouldLeaveListsByAnOlderModelUnlessToldOtherwise() {
    LanguageLane eager = lane(refreshing());
    for (LanguageLane each : List.of(lane, eager)) {
      rankers.checkpoint = "one";
      kit.users.put(
          USER,
          new HeldUser(
              HeldSequence.of(
                  ServingTestKit.sequence("u", 1, "a"), kit.knowledge.model().items(), 5),
              null,
              new HeldUser.Refined(
                  1,
                  new MadeBy("fusion", "one"),
                  KeptPlaces.of(List.of(), kit.knowledge.model().items()))));
      each.dispatch(kit.users);
      assertThat(rankers.window).isEmpty();
      rankers.checkpoint = "two";
      each.dispatch(kit.users);
    }

    assertThat(rankers.window).hasSize(1);
  }

  @Test
  void shouldKeepWorkingForThoseWhoComeWhenThereIsTooMuchToDo() {
    lane.dispatch(kit.users);
    rankers.free = false;
    now = 1;
    serve(1, "a");
    now += LanguageModelSettings.defaults().queue().shedAfter().toNanos() + 2;
    dispatch();

    assertThat(metrics.stats().shed()).isEqualTo(1);
    assertThat(metrics.stats().behind()).isEqualTo(1);

    rankers.free = true;
    dispatch();

    assertThat(rankers.window).hasSize(1);
    assertThat(metrics.stats().behind()).isZero();
  }

  @Test
  void shouldMeasureHowFreshTheFirstRefinedListOfASequenceIsAndNoLaterOne() {
    LanguageLane eager = lane(refreshing());
    kit.users.put(
        USER,
        HeldUser.unknown()
            .withSequence(
                HeldSequence.of(
                    ServingTestKit.sequence("u", 1, "a"), kit.knowledge.model().items(), 5)));
    List<Batch.Arrival> arrivals = new ArrayList<>();
    for (String checkpoint : List.of("one", "two")) {
      rankers.checkpoint = checkpoint;
      eager.dispatch(kit.users);
      rankers.answer("p");
      Batch batch = new Batch(kit.users);
      eager.finish(batch, kit.users);
      assertThat(batch.output()).hasSize(1);
      arrivals.addAll(batch.arrivals());
      batch.remember();
    }

    assertThat(arrivals)
        .containsExactly(new Batch.Arrival(FreshnessStage.REFINED, ServingTestKit.NOW - 100));
  }

  @Test
  void shouldAnswerARequestAtOnceAndThenOnceWithBothModels() {
    serve(1, "a");
    Recommendation instant = onlyList(ask(request("u", "r", 2)));
    dispatch();
    List<Refinement> window = rankers.window;
    assertThat(window).hasSize(2);

    rankers.answer("p", "b");
    Batch batch = finish();
    batch.remember();
    rankers.window = window;
    rankers.answer("p", "b");

    assertThat(finish().output()).isEmpty();
    assertThat(instant.getCheckpointId()).isNull();
    Recommendation refined = answerTo("r", batch);
    assertThat(itemsOf(refined)).containsExactly("b", "c");
    assertThat(refined.getModelId()).isEqualTo("fusion");
    assertThat(refined.getCheckpointId()).isEqualTo("one");
    assertThat(refined.getSourceTopic()).isEqualTo("recommendation-requests");
    assertThat(refined.getSourceOffset()).isEqualTo(instant.getSourceOffset());
    assertThat(kit.users.get(USER).refined())
        .extracting(HeldUser.Refined::places)
        .extracting(places -> places.all().size())
        .isEqualTo(3);
    assertThat(kit.users.openRequests(PARTITION)).isEqualTo(OpenRequests.none());
  }

  @Test
  void shouldAnswerOnceWithWhatTheModelHasMadeOfTheSequenceAlready() {
    refine(1, "a");

    Batch batch = ask(new RecommendationRequest("r", "u", 2, null, List.of("b"), List.of()));

    assertThat(itemsOf(onlyList(batch))).containsExactly("c", "p");
    assertThat(onlyList(batch).getCheckpointId()).isEqualTo("one");
    assertThat(kit.users.openRequests(PARTITION).size()).isZero();
    dispatch();
    assertThat(rankers.window).isEmpty();
  }

  @Test
  void shouldSearchAmongTheItemsThatAreAskedFor() {
    refine(1, "a");
    ask(new RecommendationRequest("r", "u", 3, false, List.of("b"), List.of("x")));
    dispatch();

    Refinement job = rankers.window.get(0);
    rankers.answer("a", "c");

    assertThat(items(job.eligible())).containsExactly("a", "b", "c");
    assertThat(job.excluded()).contains(kit.knowledge.model().items().internAll(List.of("b")));
    assertThat(itemsOf(answerTo("r", finish()))).containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void shouldAnswerARequestWithTheNewestSequenceWhenOneComesMeanwhile() {
    refine(1, "a");
    ask(filtered("r"));
    dispatch();
    serve(2, "a", "b");

    rankers.answer("p");
    assertThat(finish().output()).isEmpty();
    dispatch();
    rankers.answer("p");

    assertThat(answerTo("r", finish()).getSequenceVersion()).isEqualTo(2);
  }

  @Test
  void shouldNotOweASecondAnswerThatNobodyCanGive() {
    ask(request("stranger", "r1", 2));
    serve(1, "a");
    ask(request("u", "r2", LanguageModelSettings.defaults().candidates() + 1));
    LanguageLane idle = lane(LanguageModelSettings.defaults());
    Batch batch = new Batch(kit.users);
    batch.noteAsked(asked(kit.record(kit.topics.recommendationRequests(), "u", filtered("r3"))));
    idle.finish(batch, kit.users);
    batch.remember();

    assertThat(kit.users.openRequests(PARTITION).size()).isZero();
  }

  @Test
  void shouldGiveTheOldestRequestsUpWhenTooManyAreOpen() {
    refine(1, "a");

    for (int i = 0; i <= OpenRequests.MOST; i++) {
      ask(filtered("r" + i));
    }

    assertThat(metrics.stats().givenUp()).isEqualTo(1);
    assertThat(kit.users.openRequests(PARTITION).byOffset().values())
        .extracting(request -> request.cause().correlationId())
        .hasSize(OpenRequests.MOST)
        .doesNotContain("r0");
  }

  @Test
  void shouldPutRequestsBackUnderLoadAndAnswerThemWhenItFalls() {
    refine(1, "a");
    ask(filtered("r"));
    rankers.free = false;
    now += LanguageModelSettings.defaults().queue().shedAfter().toNanos() + 1;
    dispatch();
    assertThat(metrics.stats().shed()).isEqualTo(1);

    rankers.free = true;
    dispatch();
    rankers.answer("p");

    assertThat(answerTo("r", finish()).getCheckpointId()).isEqualTo("one");
  }

  @Test
  void shouldAnswerRequestsThatAnEarlierOwnerLeftOpen() {
    refine(1, "a");
    ask(filtered("r"));
    LanguageLane next = lane(LanguageModelSettings.defaults());

    next.restored(kit.users, List.of(PARTITION));
    next.dispatch(kit.users);
    now += LanguageModelSettings.defaults().batch().delay().toNanos();
    next.dispatch(kit.users);

    assertThat(rankers.window)
        .extracting(Refinement::demand)
        .containsExactlyElementsOf(kit.users.openRequests(PARTITION).byOffset().values());
  }

  private static RecommendationRequest filtered(String correlationId) {
    return new RecommendationRequest(correlationId, "u", 2, null, List.of(), List.of("x", "y"));
  }

  private Demand.Request asked(ConsumerRecord<byte[], byte[]> record) {
    return new RequestReader(kit.topics, lists, Tracing.off()).read(record);
  }

  /** Names of the items that a rule lets through. */
  private List<String> items(IntPredicate eligible) {
    ItemDictionary names = kit.knowledge.model().items();
    return IntStream.range(0, names.size()).filter(eligible).mapToObj(names::nameOf).toList();
  }

  private void refine(long version, String... items) {
    serve(version, items);
    dispatch();
    rankers.answer("p", "b");
    finish().remember();
  }

  private Recommendation answerTo(String correlationId, Batch batch) {
    return kit.recommendations(batch).stream()
        .filter(list -> list != null && correlationId.equals(list.getCorrelationId()))
        .findFirst()
        .orElseThrow();
  }

  private LanguageLane lane(LanguageModelSettings settings) {
    return new LanguageLane(
        rankers,
        settings,
        new RefinedListMaker(
            kit.knowledge, lists, ScoringSettings.defaults(), kit.lists(lists).maker()),
        new RefinedOutput(
            "user-sequences", kit.knowledge.model().items(), kit.lists(lists).writer(), metrics),
        () -> now);
  }

  private static LanguageModelSettings refreshing() {
    LanguageModelSettings defaults = LanguageModelSettings.defaults();
    return new LanguageModelSettings(
        true, "m", "", 30, defaults.batch(), defaults.queue(), 0.9, true, defaults.variant(), 0);
  }

  private Batch serve(long version, String... items) {
    return process(
        kit.record(kit.topics.userSequences(), "u", ServingTestKit.sequence("u", version, items)));
  }

  private Batch ask(RecommendationRequest request) {
    return process(kit.record(kit.topics.recommendationRequests(), request.getUserId(), request));
  }

  /** A poll as the serving loop treats it. */
  private Batch process(ConsumerRecord<byte[], byte[]> record) {
    lane.dispatch(kit.users);
    Batch batch = processor.process(ServingTestKit.poll(record), kit.users);
    lane.finish(batch, kit.users);
    batch.remember();
    lane.committed(batch, kit.users);
    return batch;
  }

  private void dispatch() {
    now += LanguageModelSettings.defaults().batch().delay().toNanos();
    lane.dispatch(kit.users);
  }

  private Batch finish() {
    Batch batch = new Batch(kit.users);
    lane.finish(batch, kit.users);
    return batch;
  }

  private Recommendation onlyList(Batch batch) {
    List<Recommendation> written = kit.recommendations(batch);
    assertThat(written).hasSize(1).doesNotContainNull();
    return written.get(0);
  }

  /** Answers when told to, with items that it is told. */
  private final class FakeRankers implements Rankers<Refinement> {

    private @Nullable String checkpoint = "one";
    private boolean free = true;
    private List<Refinement> window = List.of();
    private final List<Ranked<Refinement>> done = new ArrayList<>();

    @Override
    public @Nullable String checkpointId(Role role) {
      return role == Role.CURRENT ? checkpoint : null;
    }

    @Override
    public boolean isFree() {
      return free;
    }

    @Override
    public void submit(List<Refinement> jobs) {
      window = jobs;
    }

    @Override
    public List<Ranked<Refinement>> finished() {
      List<Ranked<Refinement>> taken = List.copyOf(done);
      done.clear();
      return taken;
    }

    void fail() {
      window.forEach(job -> done.add(new Ranked<>(job, null)));
      window = List.of();
    }

    /** The items are found by the language model; the others are those that were proposed. */
    void answer(String... found) {
      Catalogue catalogue =
          Catalogue.empty(kit.knowledge.model().items(), new TitleEncoder(new Letters()))
              .with(
                  List.of("a", "b", "c", "p", "q").stream()
                      .map(id -> TitledItem.of(id, id))
                      .toList(),
                  List.of());
      ItemIds own = kit.knowledge.model().items().internAll(List.of(found));
      for (Refinement job : window) {
        List<Integer> all = new ArrayList<>();
        own.forEach(all::add);
        job.proposed().forEach(item -> all.add(own.contains(item) ? -1 : item));
        all.removeIf(item -> item < 0);
        LanguageOpinion opinion =
            new LanguageOpinion(
                ItemIds.of(all.stream().mapToInt(Integer::intValue).toArray()),
                all.stream().mapToDouble(item -> own.contains(item) ? -1 : -9).toArray(),
                own);
        done.add(
            new Ranked<>(
                job,
                new Ranked.Answer(
                    String.valueOf(checkpoint), opinion, catalogue, new FusionForm.Linear(0.9))));
      }
      window = List.of();
    }
  }
}
