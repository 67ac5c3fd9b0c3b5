package dev.millrace.streams.sequence;

import static dev.millrace.streams.TopologyFixture.NOW;
import static dev.millrace.streams.TopologyFixture.click;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.Interaction;
import dev.millrace.avro.Item;
import dev.millrace.avro.SequenceEntry;
import dev.millrace.avro.TrainingExample;
import dev.millrace.avro.TransitionChange;
import dev.millrace.avro.UserDeletion;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.Topic;
import dev.millrace.contract.deadletter.DeadLetterReason;
import dev.millrace.contract.deadletter.DeadLetters;
import dev.millrace.streams.TopologyFixture;
import dev.millrace.streams.TopologyName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked // JUnit fills the fields, AssertJ says when a value is missing.
class SequencesTopologyTest {

  private static final long ARRIVAL = NOW + 60_000;

  @TempDir private Path directory;

  private TopologyFixture fixture;
  private TestInputTopic<String, Interaction> interactions;
  private TestInputTopic<String, UserDeletion> deletions;
  private TestOutputTopic<String, UserSequence> sequences;
  private TestOutputTopic<String, TrainingExample> examples;
  private TestOutputTopic<String, AcceptedInteraction> accepted;
  private TestOutputTopic<byte[], byte[]> deadLetters;

  @BeforeEach
  void start() {
    fixture =
        TopologyFixture.of(
            TopologyName.SEQUENCES,
            directory,
            settings ->
                settings.withSequences(
                    SequenceSettings.DEFAULTS.withLengthAndGrace(3, Duration.ofMinutes(10))));
    interactions = fixture.input(fixture.topics().interactions());
    deletions = fixture.input(fixture.topics().userDeletions());
    sequences = fixture.output(fixture.topics().userSequences());
    examples = fixture.output(fixture.topics().trainingExamples());
    accepted = fixture.output(fixture.topics().acceptedInteractions());
    deadLetters = fixture.rawOutput("interactions.dlq");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void shouldKeepLastInteractionsWhenTheyArriveInOrder() {
    send(click("e1", "a", 1), click("e2", "b", 2), click("e3", "c", 3), click("e4", "d", 4));

    UserSequence last = lastSequence();
    assertThat(items(last)).containsExactly("b", "c", "d");
    assertThat(last.getVersion()).isEqualTo(4);
    assertThat(last.getArrivedAt()).isEqualTo(ARRIVAL);
  }

  @Test
  void shouldCarryTheTraceOfAnInteractionToWhatIsMadeOfIt() {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    send(click("e1", "a", 1));
    interactions.pipeInput(
        new TestRecord<>(
            "u1",
            click("e2", "b", 2),
            new RecordHeaders()
                .add("traceparent", trace.getBytes(UTF_8))
                .add("other", new byte[] {1}),
            ARRIVAL));

    TestRecord<String, UserSequence> sequence = sequences.readRecordsToList().get(1);
    assertThat(sequence.headers())
        .containsExactly(new RecordHeader("traceparent", trace.getBytes(UTF_8)));
    assertThat(accepted.readRecordsToList().get(1).headers()).isEqualTo(sequence.headers());
    assertThat(examples.readRecord().headers()).isEqualTo(sequence.headers());
  }

  @Test
  void shouldPutInteractionInItsPlaceWhenItArrivesLate() {
    send(click("e1", "a", 1), click("e3", "c", 3), click("e2", "b", 2));

    assertThat(items(lastSequence())).containsExactly("a", "b", "c");
    assertThat(examples.readValuesToList())
        .extracting(TrainingExample::getHistory, TrainingExample::getTarget)
        .containsExactly(tuple(List.of("a"), "c"), tuple(List.of("a"), "b"));
  }

  @Test
  void shouldOrderByEventIdWhenTimesAreEqual() {
    send(click("e2", "b", 1), click("e1", "a", 1));

    assertThat(items(lastSequence())).containsExactly("a", "b");
  }

  @Test
  void shouldChangeNothingWhenEventIdWasSeen() {
    send(click("e1", "a", 1), click("e2", "b", 2));
    sequences.readValuesToList();
    accepted.readValuesToList();

    send(click("e1", "other", 3));

    assertThat(sequences.isEmpty()).isTrue();
    assertThat(accepted.isEmpty()).isTrue();
    assertThat(deadLetters.isEmpty()).isTrue();
    assertThat(count("duplicate-interactions-total")).isEqualTo(1);
  }

  @Test
  void shouldStillKnowDuplicateWhenItWasEvictedInsideGrace() {
    send(
        click("e1", "a", 1),
        click("e2", "b", 2),
        click("e3", "c", 3),
        click("e4", "d", 4),
        click("e5", "e", 5),
        click("e1", "a", 1));

    assertThat(count("duplicate-interactions-total")).isEqualTo(1);
    assertThat(accepted.readValuesToList()).hasSize(5);
  }

  @Test
  void shouldAcceptWhenExactlyAsLateAsGrace() {
    send(click("e2", "b", 600), click("e1", "a", 0));

    assertThat(items(lastSequence())).containsExactly("a", "b");
  }

  @Test
  void shouldSendToDeadLettersWhenLaterThanGrace() {
    send(click("e2", "b", 600));
    Interaction late = new Interaction("e1", "u1", "a", "click", null, NOW - 1);
    send(late);

    assertThat(items(lastSequence())).containsExactly("b");
    assertThat(reason().exception()).isEqualTo(LateInteractionException.class.getName());
  }

  @Test
  void shouldJudgeGraceByTheUserAloneWhenOthersAreAhead() {
    Interaction other = new Interaction("x", "u2", "z", "click", null, NOW + 60_000);
    interactions.pipeInput("u2", other, ARRIVAL);
    send(new Interaction("e1", "u1", "a", "click", null, NOW - Duration.ofDays(400).toMillis()));

    assertThat(accepted.readValuesToList()).hasSize(2);
  }

  @Test
  void shouldEmitTransitionsOfWindowWhenAppended() {
    send(click("e1", "a", 1), click("e2", "b", 2), click("e3", "c", 3));

    List<AcceptedInteraction> values = accepted.readValuesToList();
    assertThat(values.get(2).getTransitions())
        .containsExactlyInAnyOrder(
            new TransitionChange("b", "c", 1, true, NOW + 3_000),
            new TransitionChange("a", "c", 2, true, NOW + 3_000));
    assertThat(values.get(2).getArrivedAt()).isEqualTo(ARRIVAL);
  }

  @Test
  void shouldMovePairsApartWhenInsertedBetween() {
    send(click("e1", "a", 1), click("e3", "c", 3));
    accepted.readValuesToList();

    send(click("e2", "b", 2));

    assertThat(accepted.readValue().getTransitions())
        .containsExactlyInAnyOrder(
            new TransitionChange("a", "b", 1, true, NOW + 2_000),
            new TransitionChange("b", "c", 1, true, NOW + 3_000),
            new TransitionChange("a", "c", 1, false, NOW + 3_000),
            new TransitionChange("a", "c", 2, true, NOW + 3_000));
  }

  @Test
  void shouldRejectItemWhenDisliked() {
    send(click("e1", "a", 1), typed("e2", "b", "dislike", 2));

    UserSequence last = lastSequence();
    assertThat(items(last)).containsExactly("a");
    assertThat(last.getRejectedItems()).containsExactly("b");
    assertThat(accepted.readValuesToList())
        .extracting(AcceptedInteraction::getExtendsSequence)
        .containsExactly(true, false);
    assertThat(examples.isEmpty()).isTrue();
  }

  @Test
  void shouldTakeRejectionBackWhenItemIsTakenLater() {
    send(typed("e1", "b", "dislike", 1), click("e2", "b", 2));

    assertThat(lastSequence().getRejectedItems()).isEmpty();
  }

  @Test
  void shouldStayRejectedWhenTheClickWasEarlierButArrivesLater() {
    send(typed("e2", "b", "dislike", 2), click("e1", "b", 1));

    assertThat(lastSequence().getRejectedItems()).containsExactly("b");
  }

  @Test
  void shouldEmitNoSequenceWhenTypeDoesNothing() {
    send(typed("e1", "a", "hover", 1));

    assertThat(sequences.isEmpty()).isTrue();
    assertThat(accepted.readValuesToList()).hasSize(1);
  }

  @Test
  void shouldFlagItemWhenCatalogueDoesNotHoldIt() {
    TestInputTopic<String, Item> items = fixture.input(fixture.topics().items());
    items.pipeInput("a", new Item("a", "A", List.of(), true));
    items.pipeInput("gone", new Item("gone", "G", List.of(), true));
    items.pipeInput("gone", null);

    send(click("e1", "a", 1), click("e2", "gone", 2), click("e3", "never", 3));

    assertThat(lastSequence().getEntries())
        .extracting(SequenceEntry::getKnownItem)
        .containsExactly(true, false, false);
  }

  @Test
  void shouldKeepRunningWhenItemCannotBeDecoded() {
    fixture.rawInput("items").pipeInput("a".getBytes(UTF_8), new byte[] {9, 9});

    send(click("e1", "a", 1));

    assertThat(items(lastSequence())).containsExactly("a");
  }

  @Test
  void shouldTombstoneSequenceWhenUserIsForgotten() {
    send(click("e1", "a", 1));
    sequences.readValuesToList();

    deletions.pipeInput("u1", new UserDeletion("u1", NOW + 10_000), ARRIVAL);

    TestRecord<String, UserSequence> tombstone = sequences.readRecord();
    assertThat(tombstone.key()).isEqualTo("u1");
    assertThat(tombstone.value()).isNull();
    assertThat(tombstone.timestamp()).isEqualTo(ARRIVAL);
  }

  @Test
  void shouldIgnoreEventsUpToDeletionAndStartAfreshWhenNewer() {
    send(click("e1", "a", 1));
    deletions.pipeInput("u1", new UserDeletion("u1", NOW + 10_000), ARRIVAL);

    send(click("e2", "b", 10), click("e1", "a", 1), click("e3", "c", 11));

    assertThat(items(lastSequence())).containsExactly("c");
    assertThat(count("forgotten-interactions-total")).isEqualTo(2);
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void shouldKeepNewerEventsWhenDeletionIsProcessedLate() {
    send(click("e1", "a", 1), click("e2", "b", 20));

    deletions.pipeInput("u1", new UserDeletion("u1", NOW + 10_000), ARRIVAL);

    UserSequence last = lastSequence();
    assertThat(items(last)).containsExactly("b");
    assertThat(last.getVersion()).isEqualTo(3);
  }

  @Test
  void shouldForgetDeletionItselfWhenItsMemoryIsOver() {
    deletions.pipeInput("u1", new UserDeletion("u1", NOW + 10_000), ARRIVAL);
    assertThat(fixture.driver().getKeyValueStore("user-states").get("u1")).isNotNull();

    long later = ARRIVAL + SequenceSettings.DEFAULTS.deletionMemory().toMillis() + 1;
    deletions.pipeInput("u2", new UserDeletion("u2", NOW), later);

    assertThat(fixture.driver().getKeyValueStore("user-states").get("u1")).isNull();
    assertThat(fixture.driver().getKeyValueStore("user-states").get("u2")).isNotNull();
  }

  @Test
  void shouldCarryArrivalWhenEmitting() {
    send(click("e1", "a", 1));

    assertThat(sequences.readRecord().timestamp()).isEqualTo(ARRIVAL);
    assertThat(accepted.readRecord().timestamp()).isEqualTo(ARRIVAL);
  }

  @Test
  void shouldGoOnWhenPoisoned() {
    fixture.rawInput("interactions").pipeInput("u1".getBytes(UTF_8), new byte[] {1, 2, 3});

    send(click("e1", "a", 1));

    assertThat(items(lastSequence())).containsExactly("a");
  }

  @Test
  void shouldKeepOriginalBytesAndHeadersWhenInvalid() {
    Topic<String, Interaction> topic = fixture.topics().interactions();
    byte[] invalid = topic.values().serializer().serialize(topic.name(), click("e1", " ", 1));
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", new byte[] {7});
    fixture
        .rawInput("interactions")
        .pipeInput(new TestRecord<>("u1".getBytes(UTF_8), invalid, headers, ARRIVAL));

    TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
    assertThat(letter.key()).isEqualTo("u1".getBytes(UTF_8));
    assertThat(letter.value()).isEqualTo(invalid);
    assertThat(letter.headers().lastHeader("trace").value()).isEqualTo(new byte[] {7});
    assertThat(DeadLetters.reason(letter.headers()))
        .hasValueSatisfying(reason -> assertThat(reason.message()).contains("itemId is blank"));
  }

  @Test
  void shouldSendDeletionToItsOwnDeadLettersWhenItNamesSomebodyElse() {
    send(click("e1", "a", 1));
    sequences.readValuesToList();

    deletions.pipeInput("u1", new UserDeletion("u2", NOW), ARRIVAL);

    assertThat(fixture.rawOutput("user-deletions.dlq").readKeyValuesToList()).hasSize(1);
    assertThat(sequences.isEmpty()).isTrue();
  }

  private static Interaction typed(String eventId, String itemId, String type, long seconds) {
    Interaction interaction = click(eventId, itemId, seconds);
    interaction.setType(type);
    return interaction;
  }

  private void send(Interaction... values) {
    for (Interaction value : values) {
      interactions.pipeInput("u1", value, ARRIVAL);
    }
  }

  private UserSequence lastSequence() {
    List<UserSequence> all = sequences.readValuesToList();
    return all.get(all.size() - 1);
  }

  private static List<String> items(UserSequence sequence) {
    return sequence.getEntries().stream().map(SequenceEntry::getItemId).toList();
  }

  private DeadLetterReason reason() {
    return DeadLetters.reason(deadLetters.readRecord().headers()).orElseThrow();
  }

  private double count(String metric) {
    return fixture.driver().metrics().entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(metric))
        .mapToDouble(entry -> (double) entry.getValue().metricValue())
        .sum();
  }
}
