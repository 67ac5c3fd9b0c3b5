package dev.millrace.standalone.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.deadletter.DeadLetters;
import dev.millrace.contract.deadletter.FailedRecord;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PlatformExtension.class)
class LetterReplayIT {

  @Test
  void shouldLeaveToTheLaterOfTwoReplaysWhatTheEarlierHasNotSent(TestPlatform platform)
      throws Exception {
    String topic = platform.prefix() + "clicks";
    Map<String, Object> kafka = Map.of("bootstrap.servers", platform.bootstrapServers());
    createTopicWithLetters(topic, kafka);
    LetterFilter filter = new LetterFilter(Set.of(topic + ".dlq"), "", Instant.MIN, Instant.MAX);

    try (DeadLetterTopics topics = new DeadLetterTopics(kafka);
        LetterReplay earlier = new LetterReplay(kafka, platform.prefix() + "replay")) {
      List<DeadLetter> letters = letters(topics, filter);
      earlier.send(letters.get(0));
      earlier.flush();
      earlier.send(letters.get(1));
      try (LetterReplay later = new LetterReplay(kafka, platform.prefix() + "replay")) {
        assertThatThrownBy(earlier::flush)
            .isInstanceOf(KafkaException.class)
            .hasMessageContaining("Another replay");
        assertThat(later.sent()).isZero();
      }

      topics.readMarks(filter.topics());
      assertThat(letters(topics, filter))
          .extracting(DeadLetter::replayed)
          .containsExactly(true, false);
      assertThat(topics.find(letters.get(1).position()).map(DeadLetter::error))
          .isEqualTo(Optional.of("IllegalStateException"));
    }
  }

  private static List<DeadLetter> letters(DeadLetterTopics topics, LetterFilter filter) {
    List<DeadLetter> letters = new ArrayList<>();
    topics.visit(filter, letters::add);
    return letters;
  }

  private static void createTopicWithLetters(String topic, Map<String, Object> kafka)
      throws Exception {
    try (Admin admin = Admin.create(kafka);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic, 1, (short) 1), new NewTopic(topic + ".dlq", 1, (short) 1)))
          .all()
          .get();
      for (int offset = 0; offset < 2; offset++) {
        FailedRecord failed =
            new FailedRecord(
                topic, 0, offset, 1, new byte[] {1}, "x".getBytes(UTF_8), new RecordHeaders());
        producer.send(DeadLetters.of(failed, new IllegalStateException("no"))).get();
      }
    }
  }
}
