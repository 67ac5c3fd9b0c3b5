package dev.millrace.streams.transition;

import static dev.millrace.streams.TopologyFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.ItemTransitions;
import dev.millrace.avro.TransitionChange;
import dev.millrace.streams.AcceptedInteractions;
import dev.millrace.streams.TopologyFixture;
import dev.millrace.streams.TopologyName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked // JUnit fills the fields, AssertJ says when a value is missing.
class TransitionsTopologyTest {

  @TempDir private Path directory;

  private TopologyFixture fixture;
  private TestInputTopic<String, AcceptedInteraction> accepted;
  private TestOutputTopic<String, ItemTransitions> rows;

  @BeforeEach
  void start() {
    fixture = TopologyFixture.of(TopologyName.TRANSITIONS, directory);
    accepted = fixture.input(fixture.topics().acceptedInteractions());
    rows = fixture.output(fixture.topics().itemTransitions());
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void shouldEmitRowOfEveryEarlierItem() {
    send("u1", interaction("c", added("a", "c", 2), added("b", "c", 1)), NOW + 5);

    Map<String, ItemTransitions> byItem = rows.readKeyValuesToMap();
    assertThat(byItem).containsOnlyKeys("a", "b");
    assertThat(byItem.get("a").getSuccessors().get(0).getWeight()).isCloseTo(0.49, within(1e-12));
    assertThat(byItem.get("b").getTotal()).isCloseTo(0.7, within(1e-12));
  }

  @Test
  void shouldCarryArrivalWhenEmitting() {
    send("u1", interaction("b", added("a", "b", 1)), NOW + 5);

    assertThat(rows.readRecord().timestamp()).isEqualTo(NOW + 5);
  }

  @Test
  void shouldTombstoneRowWhenEverythingIsTakenBack() {
    send("u1", interaction("b", added("a", "b", 1)), NOW);
    rows.readValuesToList();

    TransitionChange takenBack = new TransitionChange("a", "b", 1, false, NOW);
    send("u1", interaction("c", takenBack), NOW);

    TestRecord<String, ItemTransitions> record = rows.readRecord();
    assertThat(record.key()).isEqualTo("a");
    assertThat(record.value()).isNull();
  }

  @Test
  void shouldGoOnWhenRecordIsNull() {
    send("u1", null, NOW);
    send("u1", interaction("b", added("a", "b", 1)), NOW);

    assertThat(rows.readValuesToList()).hasSize(1);
    assertThat(fixture.rawOutput("accepted-interactions.dlq").readRecordsToList()).hasSize(1);
  }

  /** Sends an interaction and lets the time pass after which packets and rows are sent on. */
  private void send(String userId, AcceptedInteraction interaction, long arrival) {
    accepted.pipeInput(userId, interaction, arrival);
    fixture.letTimePass();
  }

  private static AcceptedInteraction interaction(String itemId, TransitionChange... changes) {
    return AcceptedInteractions.of("u1", itemId, NOW, List.of(changes));
  }

  private static TransitionChange added(String from, String to, int distance) {
    return new TransitionChange(from, to, distance, true, NOW);
  }
}
