package dev.millrace.streams.prequential;

import static dev.millrace.streams.TopologyFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.Item;
import dev.millrace.avro.OnlineMetrics;
import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendedItem;
import dev.millrace.avro.ShadowList;
import dev.millrace.contract.HitRule;
import dev.millrace.streams.AcceptedInteractions;
import dev.millrace.streams.TopologyFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked // JUnit fills the fields, AssertJ says when a value is missing.
class PrequentialTopologyTest {

  private static final String MODEL = "transitions";
  private static final String SHADOW = "popularity";
  private static final long MINUTE = 60_000;

  @TempDir private Path directory;

  private final List<Heard> heard = new ArrayList<>();
  private TopologyFixture fixture;
  private TestInputTopic<String, AcceptedInteraction> accepted;
  private TestInputTopic<String, Recommendation> recommendations;
  private TestOutputTopic<String, OnlineMetrics> metrics;

  private record Heard(String model, String served, double gain) {}

  @BeforeEach
  void start() {
    fixture =
        TopologyFixture.judging(
            directory, (model, served, gain) -> heard.add(new Heard(model, served, gain)));
    accepted = fixture.input(fixture.topics().acceptedInteractions());
    recommendations = fixture.input(fixture.topics().recommendations());
    metrics = fixture.output(fixture.topics().onlineMetrics());
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void shouldJudgeServedListAndShadowWhenUserTakesSomething() {
    serve("u1", NOW, List.of("x", "y", "a"), List.of("p", "q"));
    take("u1", "a", NOW + 1);

    Map<String, OnlineMetrics> reported = report();
    OnlineMetrics served = reported.get(MODEL);
    assertThat(served.getInteractions()).isEqualTo(1);
    assertThat(served.getHits()).isEqualTo(1);
    assertThat(served.getHitRate()).isEqualTo(1);
    assertThat(served.getNdcg()).isCloseTo(Math.log(2) / Math.log(4), within(1e-12));
    assertThat(served.getItemNdcg()).isEqualTo(served.getNdcg());
    assertThat(served.getMrr()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(reported.get(SHADOW).getInteractions()).isEqualTo(1);
    assertThat(reported.get(SHADOW).getHits()).isZero();
    assertThat(reported.get(SHADOW).getServedModelId()).isEqualTo(MODEL);
    assertThat(served.getServedModelId()).isEqualTo(MODEL);
    assertThat(reported).doesNotContainKey(JudgeLists.NO_MODEL);
  }

  @Test
  void shouldTellOfEachJudgementAtOnce() {
    serve("u1", NOW, List.of("x", "y", "a"), List.of("p", "q"));
    take("u1", "a", NOW + 1);
    take("u2", "a", NOW + 1);

    assertThat(heard)
        .containsExactly(
            new Heard(MODEL, MODEL, Sums.gain(3)),
            new Heard(SHADOW, MODEL, 0),
            new Heard(JudgeLists.NO_MODEL, JudgeLists.NO_MODEL, 0));
  }

  @Test
  void shouldKeepApartWhatWasJudgedBesideListsOfDifferentModels() {
    serve("u1", NOW, List.of("x"), List.of("a"));
    show("u2", NOW, SHADOW, List.of("a"), List.of());
    take("u1", "a", NOW + 1);
    take("u2", "a", NOW + 1);

    fixture.driver().advanceWallClockTime(Duration.ofSeconds(1));
    assertThat(metrics.readValuesToList())
        .extracting(OnlineMetrics::getModelId, OnlineMetrics::getServedModelId)
        .containsExactlyInAnyOrder(
            tuple(MODEL, MODEL), tuple(SHADOW, MODEL), tuple(SHADOW, SHADOW));
  }

  @Test
  void shouldCountApartWhenUserHasNoList() {
    take("u1", "a", NOW + 1);

    OnlineMetrics none = report().get("(none)");
    assertThat(none.getInteractions()).isEqualTo(1);
    assertThat(none.getHitRate()).isZero();
  }

  @Test
  void shouldIgnoreListWhenItWasMadeAtArrivalOrLater() {
    serve("u1", NOW, List.of("old"), List.of());
    serve("u1", NOW + 10, List.of("a"), List.of());

    take("u1", "a", NOW + 10);

    assertThat(report().get(MODEL).getHits()).isZero();
  }

  @Test
  void shouldUseNewestListMadeBeforeWhenThereAreSeveral() {
    serve("u1", NOW, List.of("old"), List.of());
    serve("u1", NOW + 10, List.of("a"), List.of());

    take("u1", "a", NOW + 11);

    assertThat(report().get(MODEL).getHits()).isEqualTo(1);
  }

  @Test
  void shouldCutListsAtK() {
    List<String> eleven =
        Stream.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "a").toList();
    serve("u1", NOW, eleven, List.of());

    take("u1", "a", NOW + 1);

    assertThat(report().get(MODEL).getHits()).isZero();
    assertThat(report()).isEmpty();
  }

  @Test
  void shouldNotJudgeWhenInteractionDoesNotExtend() {
    AcceptedInteraction dislike = AcceptedInteractions.click("u1", "a", NOW);
    dislike.setExtendsSequence(false);
    accepted.pipeInput("u1", dislike, NOW);

    assertThat(report()).isEmpty();
  }

  @Test
  void shouldForgetListsWhenRecommendationIsNull() {
    serve("u1", NOW, List.of("a"), List.of());
    recommendations.pipeInput("u1", null, NOW + 1);

    take("u1", "a", NOW + 2);

    assertThat(report()).containsKey("(none)");
  }

  @Test
  void shouldMeasureCoverageAndLatency() {
    TestInputTopic<String, Item> items = fixture.input(fixture.topics().items());
    for (String id : List.of("a", "b", "c", "d")) {
      items.pipeInput(id, new Item(id, id, List.of(), true));
    }
    serve("u1", NOW + 300, List.of("a", "b"), List.of());
    serve("u2", NOW + 100, List.of("b", "c"), List.of());
    take("u1", "d", NOW + 1_000);
    take("u2", "d", NOW + 1_000);

    OnlineMetrics reported = report().get(MODEL);
    assertThat(reported.getCatalogueSize()).isEqualTo(4);
    assertThat(reported.getDistinctItems()).isCloseTo(3, within(0.01));
    assertThat(reported.getCoverage()).isCloseTo(0.75, within(0.01));
    assertThat(reported.getMeanLatencyMs()).isEqualTo(200);
    assertThat(reported.getMaxLatencyMs()).isEqualTo(300);
  }

  @Test
  void shouldTakeAnItemWithTheSameTitleForAHit() {
    title("a", "Greatest Hits");
    title("b", " Greatest Hits ");
    title("c", "Kind of Blue");
    serve("u1", NOW, List.of("c", "a"), List.of("c"));
    take("u1", "b", NOW + 1);

    Map<String, OnlineMetrics> reported = report();
    assertThat(reported.get(MODEL).getNdcg()).isCloseTo(Math.log(2) / Math.log(3), within(1e-12));
    assertThat(reported.get(MODEL).getItemNdcg()).isZero();
    assertThat(reported.get(SHADOW).getHits()).isZero();
  }

  @Test
  void shouldForgetATitleThatAnItemHasNoMore() {
    title("a", "Greatest Hits");
    title("b", "Greatest Hits");
    title("a", "Greatest Hits, Vol. 2");
    title("c", "Greatest Hits");
    fixture.input(fixture.topics().items()).pipeInput("c", null);
    serve("u1", NOW, List.of("a", "c"), List.of());
    take("u1", "b", NOW + 1);
    take("u1", "c", NOW + 2);

    assertThat(report().get(MODEL).getHits()).isEqualTo(1);
  }

  @Test
  void shouldNotTakeItemsWithoutTitleForEachOther() {
    title("a", "");
    title("b", "");
    fixture
        .rawInput(fixture.topics().items().name())
        .pipeInput("c".getBytes(StandardCharsets.UTF_8), new byte[] {7, 7, 7});
    serve("u1", NOW, List.of("a", "c"), List.of());
    take("u1", "b", NOW + 1);

    OnlineMetrics reported = report().get(MODEL);
    assertThat(reported.getHits()).isZero();
    assertThat(reported.getCatalogueSize()).isEqualTo(3);
  }

  @Test
  void shouldTakeTheItemAloneForAHitWhenSoSettled() {
    fixture.close();
    fixture = TopologyFixture.judging(directory.resolve("items"), HitRule.ITEM);
    accepted = fixture.input(fixture.topics().acceptedInteractions());
    recommendations = fixture.input(fixture.topics().recommendations());
    metrics = fixture.output(fixture.topics().onlineMetrics());
    title("a", "Greatest Hits");
    title("b", "Greatest Hits");
    serve("u1", NOW, List.of("a"), List.of("b"));
    take("u1", "b", NOW + 1);

    Map<String, OnlineMetrics> reported = report();
    assertThat(reported.get(MODEL).getHits()).isZero();
    assertThat(reported.get(SHADOW).getHits()).isEqualTo(1);
  }

  private void title(String itemId, String title) {
    fixture
        .input(fixture.topics().items())
        .pipeInput(itemId, new Item(itemId, title, List.of(), true));
  }

  @Test
  void shouldSeparateWindowsByArrival() {
    serve("u1", NOW, List.of("a"), List.of());
    take("u1", "a", NOW + 1);
    take("u1", "b", NOW + MINUTE + 1);

    fixture.driver().advanceWallClockTime(Duration.ofSeconds(1));
    List<OnlineMetrics> all =
        metrics.readValuesToList().stream()
            .filter(value -> value.getModelId().equals(MODEL))
            .toList();
    assertThat(all)
        .extracting(OnlineMetrics::getWindowStart, OnlineMetrics::getHitRate)
        .containsExactlyInAnyOrder(
            org.assertj.core.api.Assertions.tuple(NOW, 1.0),
            org.assertj.core.api.Assertions.tuple(NOW + MINUTE, 0.0));
  }

  @Test
  void shouldReportSumsSoFarWhenWindowGoesOn() {
    serve("u1", NOW, List.of("a"), List.of());
    take("u1", "a", NOW + 1);
    report();

    take("u1", "a", NOW + 2);

    assertThat(report().get(MODEL).getInteractions()).isEqualTo(2);
  }

  @Test
  void shouldDropOldWindowsFromStores() {
    take("u1", "a", NOW);
    report();
    take("u1", "a", NOW + 3 * 60 * MINUTE);
    report();
    report();

    assertThat(stored(JudgeLists.SUMS)).isEqualTo(1);
    assertThat(stored(MergePartials.PARTIALS)).isEqualTo(1);
  }

  private long stored(String store) {
    long count = 0;
    try (var all = fixture.driver().getKeyValueStore(store).all()) {
      while (all.hasNext()) {
        all.next();
        count++;
      }
    }
    return count;
  }

  private void take(String userId, String itemId, long timestamp) {
    accepted.pipeInput(userId, AcceptedInteractions.click(userId, itemId, timestamp), timestamp);
  }

  private void serve(String userId, long generatedAt, List<String> items, List<String> shadow) {
    List<ShadowList> shadows =
        shadow.isEmpty() ? List.of() : List.of(new ShadowList(SHADOW, shadow));
    show(userId, generatedAt, MODEL, items, shadows);
  }

  private void show(
      String userId, long generatedAt, String model, List<String> items, List<ShadowList> shadows) {
    Recommendation recommendation =
        Recommendation.newBuilder()
            .setUserId(userId)
            .setItems(
                items.stream()
                    .map(id -> new RecommendedItem(id, 1.0, "transitions", null, null))
                    .toList())
            .setModelId(model)
            .setSequenceVersion(1)
            .setSourceTopic("user-sequences")
            .setSourcePartition(0)
            .setSourceOffset(0)
            .setInteractionArrivedAt(NOW)
            .setGeneratedAt(generatedAt)
            .setShadows(shadows)
            .build();
    recommendations.pipeInput(userId, recommendation, generatedAt);
  }

  /** What is reported within the next second, the last of each model. */
  private Map<String, OnlineMetrics> report() {
    fixture.driver().advanceWallClockTime(Duration.ofSeconds(1));
    Map<String, OnlineMetrics> byModel = new HashMap<>();
    metrics.readValuesToList().forEach(value -> byModel.put(value.getModelId(), value));
    return byModel;
  }
}
