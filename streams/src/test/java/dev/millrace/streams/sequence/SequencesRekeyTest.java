package dev.millrace.streams.sequence;

import static dev.millrace.streams.TopologyFixture.NOW;
import static dev.millrace.streams.TopologyFixture.click;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.deadletter.DeadLetterReason;
import dev.millrace.contract.deadletter.DeadLetters;
import dev.millrace.streams.TopologyFixture;
import dev.millrace.streams.TopologyName;
import java.nio.file.Path;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked // JUnit fills the fields, AssertJ says when a value is missing.
class SequencesRekeyTest {

  @TempDir private Path directory;

  @Test
  void shouldGatherByUserWhenKeyedByAnythingElse() {
    try (TopologyFixture fixture = rekeying()) {
      TestInputTopic<String, Interaction> interactions =
          fixture.input(fixture.topics().interactions());
      interactions.pipeInput("session-1", click("e1", "a", 1), NOW);
      interactions.pipeInput(null, click("e2", "b", 2), NOW);

      TestRecord<String, UserSequence> last =
          fixture.output(fixture.topics().userSequences()).readRecordsToList().get(1);
      assertThat(last.key()).isEqualTo("u1");
      assertThat(last.value().getEntries()).hasSize(2);
      assertThat(last.value().getArrivedAt()).isEqualTo(NOW);
    }
  }

  @Test
  void shouldCarryTheTraceAcrossRekeying() {
    byte[] trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".getBytes(UTF_8);
    try (TopologyFixture fixture = rekeying()) {
      fixture
          .input(fixture.topics().interactions())
          .pipeInput(
              new TestRecord<>(
                  "session-1",
                  click("e1", "a", 1),
                  new RecordHeaders().add("traceparent", trace),
                  NOW));

      assertThat(fixture.output(fixture.topics().userSequences()).readRecord().headers())
          .containsExactly(new RecordHeader("traceparent", trace));
    }
  }

  @Test
  void shouldKeepOriginalPositionKeyAndBytesWhenLateAfterRekeying() {
    try (TopologyFixture fixture = rekeying()) {
      TestInputTopic<String, Interaction> interactions =
          fixture.input(fixture.topics().interactions());
      interactions.pipeInput("session-1", click("e1", "a", 0), NOW);
      Interaction late = click("e2", "b", -7_200);
      interactions.pipeInput("session-2", late, NOW);

      TestRecord<byte[], byte[]> letter = fixture.rawOutput("interactions.dlq").readRecord();
      assertThat(DeadLetters.reason(letter.headers()))
          .get()
          .extracting(
              DeadLetterReason::topic, DeadLetterReason::partition, DeadLetterReason::offset)
          .containsExactly("interactions", 0, 1L);
      assertThat(letter.key()).isEqualTo("session-2".getBytes(UTF_8));
      assertThat(letter.value())
          .isEqualTo(
              fixture
                  .topics()
                  .interactions()
                  .values()
                  .serializer()
                  .serialize("interactions", late));
    }
  }

  private TopologyFixture rekeying() {
    return TopologyFixture.of(
        TopologyName.SEQUENCES,
        directory,
        settings -> settings.withSequences(SequenceSettings.DEFAULTS.withRekey(true)));
  }
}
