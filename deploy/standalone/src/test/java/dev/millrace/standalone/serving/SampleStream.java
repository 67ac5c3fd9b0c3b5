package dev.millrace.standalone.serving;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.Item;
import dev.millrace.avro.ItemPopularity;
import dev.millrace.avro.ItemTransitions;
import dev.millrace.avro.OnlineMetrics;
import dev.millrace.avro.SequenceEntry;
import dev.millrace.avro.Successor;
import dev.millrace.avro.TrainingExample;
import dev.millrace.avro.UserSequence;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What streams and trainer would have written about a small record shop, for the page to show. */
final class SampleStream {

  static final List<String> TITLES =
      List.of(
          "Kind of Blue",
          "A Love Supreme",
          "Blue Train",
          "Time Out",
          "Mingus Ah Um",
          "Head Hunters",
          "Bitches Brew",
          "Night Train",
          "Moanin'",
          "Somethin' Else",
          "Giant Steps",
          "Maiden Voyage",
          "The Köln Concert",
          "Saxophone Colossus",
          "Waltz for Debby",
          "Song for My Father",
          "The Sidewinder",
          "Idle Moments",
          "Speak No Evil",
          "Out to Lunch!",
          "Portrait in Jazz",
          "Getz/Gilberto",
          "Heavy Weather",
          "Bright Size Life");

  private static final long WINDOW_MILLIS = 10_000;
  private static final int WINDOWS = 40;
  private static final int REFINED_SINCE = 15;

  private final ServingFixture fixture;
  private final long start;

  /**
   * @param end of the windows judged, in milliseconds since 1970
   */
  SampleStream(ServingFixture fixture, long end) {
    this.fixture = fixture;
    this.start = end - WINDOWS * WINDOW_MILLIS;
  }

  /** When something happened, in milliseconds since 1970. */
  long at(long secondsAfterTheStart) {
    return start + 1_000 * secondsAfterTheStart;
  }

  /** Items i0, i1 … with what follows them, the first being the most popular ones. */
  void catalogue() {
    for (int item = 0; item < TITLES.size(); item++) {
      String id = "i" + item;
      fixture.send(
          fixture.topics().items(), id, new Item(id, TITLES.get(item), List.of("Jazz"), true));
      fixture.send(
          fixture.topics().itemPopularity(), id, new ItemPopularity(id, 90.0 - item, start));
    }
    transitions();
  }

  /** Rows of transitions as they are now. */
  void transitions() {
    for (int item = 0; item < TITLES.size(); item++) {
      String id = "i" + item;
      fixture.send(fixture.topics().itemTransitions(), id, row(item));
    }
    fixture.flush();
  }

  private ItemTransitions row(int item) {
    List<Successor> successors =
        IntStream.rangeClosed(1, 2)
            .mapToObj(d -> new Successor("i" + (item + 3 * d) % TITLES.size(), 12.0 / d))
            .toList();
    return new ItemTransitions("i" + item, successors, 30.0, start);
  }

  /** Clicks, examples, and processes that have read them. */
  void clicks(int count) {
    for (int click = 0; click < count; click++) {
      String user = "u" + click % 50;
      String item = "i" + click % TITLES.size();
      fixture.send(
          fixture.topics().interactions(),
          user,
          new Interaction("e" + click, user, item, "click", null, at(click)));
      fixture.send(
          fixture.topics().trainingExamples(),
          user,
          new TrainingExample("e" + click, user, List.of("i0"), item, at(click)));
    }
    fixture.flush();
    fixture.commit("millrace-sequences", fixture.topics().interactions());
    fixture.commit("millrace-trainer", fixture.topics().trainingExamples());
  }

  /** What a user took, the oldest first, the last of it just now. */
  void sequence(String user, long version, String... items) {
    long now = System.currentTimeMillis();
    List<SequenceEntry> entries =
        Stream.of(items).map(item -> new SequenceEntry(item, "click", null, now, true)).toList();
    fixture.write(
        fixture.topics().userSequences(),
        user,
        new UserSequence(user, entries, List.of(), version, now));
  }

  /** Windows from before there was a language model. */
  void judgeInstantLists() {
    judge("transitions", 0, REFINED_SINCE, Map.of("transitions", 0.095, "popularity", 0.012));
  }

  /** Windows in which refined lists were shown. */
  void judgeRefinedLists() {
    judge(
        "fusion",
        REFINED_SINCE,
        WINDOWS,
        Map.of(
            "fusion", 0.121, "transitions", 0.102, "language-model", 0.058, "popularity", 0.013));
  }

  private void judge(String served, int from, int to, Map<String, Double> ndcgs) {
    ndcgs.forEach(
        (model, ndcg) -> {
          for (int window = from; window < to; window++) {
            double figure = ndcg * (0.9 + 0.006 * window + 0.05 * Math.sin(window + 20 * ndcg));
            fixture.send(
                fixture.topics().onlineMetrics(), model, judged(model, served, window, figure));
          }
        });
    fixture.flush();
  }

  private OnlineMetrics judged(String model, String served, int window, double ndcg) {
    return OnlineMetrics.newBuilder()
        .setModelId(model)
        .setServedModelId(served)
        .setWindowStart(start + window * WINDOW_MILLIS)
        .setWindowEnd(start + (window + 1) * WINDOW_MILLIS)
        .setK(10)
        .setInteractions(800 + 13L * window)
        .setHits(100)
        .setHitRate(1.45 * ndcg)
        .setNdcg(ndcg)
        .setMrr(0.9 * ndcg)
        .setDistinctItems(20)
        .setCatalogueSize(TITLES.size())
        .setCoverage(0.83)
        .setMeanLatencyMs(model.equals(served) ? 240 + window : 0)
        .setMaxLatencyMs(900)
        .build();
  }
}
