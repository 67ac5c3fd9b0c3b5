package dev.millrace.standalone.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.Interaction;
import dev.millrace.avro.OnlineMetrics;
import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendedItem;
import dev.millrace.avro.SequenceEntry;
import dev.millrace.avro.TrainingExample;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.deadletter.DeadLetterReason;
import dev.millrace.contract.deadletter.DeadLetters;
import dev.millrace.contract.serde.MalformedRecordException;
import dev.millrace.standalone.reliability.TopicProbe.Decoded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.NullUnmarked;

/** What holds of one outcome by itself, worked out from the inputs without the pipeline's code. */
@NullUnmarked // AssertJ says when a value is missing.
final class Invariants {

  private static final int LENGTH = 50;

  private final Pipeline pipeline;
  private final Outcome outcome;
  private final Map<String, Long> forgotten;

  private Invariants(Pipeline pipeline, Outcome outcome, Map<String, Long> forgotten) {
    this.pipeline = pipeline;
    this.outcome = outcome;
    this.forgotten = forgotten;
  }

  /** Asserts all of them. */
  static void hold(Pipeline pipeline, Workload workload, Outcome outcome) {
    Invariants invariants = new Invariants(pipeline, outcome, workload.forgotten());
    invariants.holdOfAnyInput();
    invariants.everyInteractionIsSomewhereOnce(workload);
    invariants.noListIsRepeated();
    invariants.nothingIsLeftOfTheForgotten();
  }

  /**
   * Asserts what holds where nothing was sent but good interactions, each user's in order.
   *
   * @param events ids of what was sent
   */
  static void holdOfGoodInput(Pipeline pipeline, List<String> events, Outcome outcome) {
    new Invariants(pipeline, outcome, Map.of()).holdOfAnyInput();
    assertThat(outcome.accepted().stream().map(AcceptedInteraction::getEventId))
        .containsExactlyInAnyOrderElementsOf(events);
    assertThat(outcome.deadLetters()).isEmpty();
  }

  private void holdOfAnyInput() {
    everyDeadLetterIsItsSourceOnce();
    sequencesAreWhatWasAccepted();
    everyExampleIsThereOnce();
    noListIsWrittenTwice();
    everySequenceHasItsList();
    everyInteractionIsJudgedOnce();
  }

  private void everyInteractionIsSomewhereOnce(Workload workload) {
    List<String> accepted =
        outcome.accepted().stream().map(AcceptedInteraction::getEventId).toList();
    assertThat(accepted).doesNotHaveDuplicates();

    Set<String> rejected = new HashSet<>();
    outcome.deadLetters().forEach(letter -> interaction(letter, rejected));
    rejected.removeAll(accepted); // Sent again without an item id, or when they were late.
    Set<String> found = new TreeSet<>(accepted);
    found.addAll(rejected);
    assertThat(found).isEqualTo(expectedEvents(workload));
    assertThat(rejected).as("late interactions, so that lateness is tested").isNotEmpty();
  }

  private static Set<String> expectedEvents(Workload workload) {
    Set<String> expected = new TreeSet<>();
    for (Input input : workload.inputs()) {
      if (input instanceof Input.Click click
          && !click.interaction().getEventId().startsWith("after-deletion")) {
        expected.add(click.interaction().getEventId());
      }
    }
    return expected;
  }

  private void interaction(ConsumerRecord<byte[], byte[]> letter, Set<String> ids) {
    try {
      Interaction interaction =
          pipeline
              .topics()
              .interactions()
              .values()
              .deserializer()
              .deserialize(pipeline.names().interactions(), letter.value());
      ids.add(interaction.getEventId());
    } catch (MalformedRecordException poison) {
      assertThat(DeadLetters.reason(letter.headers()).orElseThrow().exception())
          .isEqualTo(poison.getClass().getName());
    }
  }

  private void everyDeadLetterIsItsSourceOnce() {
    Map<String, ConsumerRecord<byte[], byte[]>> sources = new HashMap<>();
    outcome
        .sources()
        .forEach(record -> sources.put(record.partition() + "@" + record.offset(), record));
    Set<String> seen = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> letter : outcome.deadLetters()) {
      DeadLetterReason reason = DeadLetters.reason(letter.headers()).orElseThrow();
      String position = reason.partition() + "@" + reason.offset();
      assertThat(seen.add(position)).as("once: " + reason).isTrue();
      assertThat(reason.topic()).isEqualTo(pipeline.names().interactions());
      assertThat(letter.key()).isEqualTo(sources.get(position).key());
      assertThat(letter.value()).isEqualTo(sources.get(position).value());
    }
  }

  private void sequencesAreWhatWasAccepted() {
    Map<String, List<AcceptedInteraction>> byUser =
        outcome.accepted().stream()
            .filter(AcceptedInteraction::getExtendsSequence)
            .filter(this::isRemembered)
            .collect(Collectors.groupingBy(AcceptedInteraction::getUserId));
    byUser.forEach(
        (user, taken) -> assertThat(items(outcome.sequences().get(user))).isEqualTo(last(taken)));
  }

  private boolean isRemembered(AcceptedInteraction taken) {
    return taken.getTimestamp() > forgotten.getOrDefault(taken.getUserId(), 0L);
  }

  private static List<String> last(List<AcceptedInteraction> taken) {
    List<String> items =
        taken.stream()
            .sorted(
                Comparator.comparingLong(AcceptedInteraction::getTimestamp)
                    .thenComparing(AcceptedInteraction::getEventId))
            .map(AcceptedInteraction::getItemId)
            .toList();
    return items.subList(Math.max(0, items.size() - LENGTH), items.size());
  }

  private static List<String> items(UserSequence sequence) {
    return sequence.getEntries().stream().map(SequenceEntry::getItemId).toList();
  }

  private void everyExampleIsThereOnce() {
    List<String> targets = outcome.examples().stream().map(TrainingExample::getEventId).toList();
    assertThat(targets).doesNotHaveDuplicates();
    assertThat(outcome.accepted().stream().map(AcceptedInteraction::getEventId))
        .containsAll(targets);
  }

  /** One list for each version of a sequence in each lane. */
  private void noListIsWrittenTwice() {
    Set<List<Object>> written = new HashSet<>();
    for (Recommendation list : listsOfSequences()) {
      List<Object> what = List.of(list.getUserId(), list.getSequenceVersion(), lane(list));
      assertThat(written.add(what)).as("one list for " + what).isTrue();
    }
  }

  /** Refined lists may come of two variants. */
  private static String lane(Recommendation list) {
    return list.getCheckpointId() == null ? "instant" : "refined by " + list.getModelId();
  }

  private List<Recommendation> listsOfSequences() {
    return outcome.lists().stream()
        .map(Decoded::value)
        .filter(list -> list != null && list.getCorrelationId() == null)
        .toList();
  }

  /** Whoever has seen a list is not shown the same again. */
  private void noListIsRepeated() {
    Map<String, List<String>> shown = new HashMap<>();
    for (Decoded<String, Recommendation> record : outcome.lists()) {
      Recommendation list = record.value();
      List<String> before = shown.remove(record.key());
      if (list == null) {
        continue;
      }
      shown.put(record.key(), itemIds(list));
      if (list.getCorrelationId() == null) {
        assertThat(itemIds(list)).as("changed list of " + record.key()).isNotEqualTo(before);
      }
    }
  }

  static List<String> itemIds(Recommendation list) {
    return list.getItems().stream().map(RecommendedItem::getItemId).toList();
  }

  private void everySequenceHasItsList() {
    Map<String, Recommendation> newest = newestLists();
    outcome
        .sequences()
        .forEach(
            (user, sequence) -> {
              if (sequence != null) {
                Recommendation list = newest.get(user);
                assertThat(list).as("list of " + user).isNotNull();
                assertThat(list.getSequenceVersion()).isLessThanOrEqualTo(sequence.getVersion());
              }
            });
  }

  private Map<String, Recommendation> newestLists() {
    Map<String, Recommendation> newest = new HashMap<>();
    outcome.lists().forEach(record -> newest.put(record.key(), record.value()));
    return newest;
  }

  private void nothingIsLeftOfTheForgotten() {
    Map<String, Recommendation> newest = newestLists();
    List<String> gone = new ArrayList<>();
    forgotten.forEach(
        (user, upTo) -> {
          if (outcome.accepted().stream()
              .filter(taken -> taken.getUserId().equals(user))
              .noneMatch(this::isRemembered)) {
            gone.add(user);
            assertThat(outcome.sequences()).containsEntry(user, null);
            assertThat(newest).containsEntry(user, null);
          }
        });
    assertThat(gone).as("users of whom nothing is left").isNotEmpty();
  }

  /** Each extending interaction counts for the served model or for those who had no list. */
  private void everyInteractionIsJudgedOnce() {
    long judged =
        outcome.metrics().values().stream()
            .filter(metrics -> !isShadow(metrics))
            .mapToLong(OnlineMetrics::getInteractions)
            .sum();
    assertThat(judged)
        .isEqualTo(
            outcome.accepted().stream().filter(AcceptedInteraction::getExtendsSequence).count());
  }

  private static boolean isShadow(OnlineMetrics metrics) {
    return !metrics.getModelId().equals(metrics.getServedModelId());
  }
}
