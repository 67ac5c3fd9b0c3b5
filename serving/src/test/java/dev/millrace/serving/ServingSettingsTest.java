package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.contract.http.HttpAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class ServingSettingsTest {

  @Test
  void shouldNameTheInstanceAfterTheHostWhenNothingIsSaid() {
    assertThat(ServingSettings.defaults().instanceId()).isNotBlank();
    assertThat(ServingSettings.defaults()).isEqualTo(ServingSettings.defaults());
  }

  @Test
  void shouldListenOnThisMachineOnlyWhenNothingIsSaid() {
    assertThat(ServingSettings.defaults().http()).isEqualTo(new HttpAddress("127.0.0.1", 8080));
  }

  @Test
  void shouldSayWhatIsAcceptedWhenAValueIsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ListSettings(0, true, true, true, false, 50, Set.of()))
        .withMessage("lists.k is from 1 to 1000, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ListSettings(1, true, true, true, false, 0, Set.of()))
        .withMessage("lists.maxHistory is at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ListSettings(1, true, true, true, false, 1, Set.of("sasrec")))
        .withMessage(
            "lists.shadowModels is any of [language-model, popularity, transitions], but was"
                + " [sasrec]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LoopSettings(1, Duration.ZERO, Duration.ofSeconds(1)))
        .withMessage("loop.pollTimeout is positive, but was PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScoringSettings(5, 0.7, 10, Duration.ofDays(-1), Duration.ofDays(1)))
        .withMessage("scoring.transitionHalfLife is not negative, but was PT-24H");
  }

  @Test
  void shouldKeepTheGuaranteesWhenKafkaSettingsSayOtherwise() {
    ClientProperties properties =
        properties(
            Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "true",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false",
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, "mine"));

    assertThat(properties.groupConsumer())
        .containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .containsEntry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    assertThat(properties.producer())
        .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")
        .containsEntry(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "millrace-serving-" + ServingSettings.defaults().instanceId());
  }

  @Test
  void shouldPassKafkaSettingsOnWhenTheyTouchNoGuarantee() {
    ClientProperties properties =
        properties(Map.of("security.protocol", "SSL", "max.poll.records", "7"));

    assertThat(properties.groupConsumer())
        .containsEntry("security.protocol", "SSL")
        .containsEntry("max.poll.records", "7");
    assertThat(properties.catalogueConsumer()).containsEntry("security.protocol", "SSL");
    assertThat(properties.restoreConsumer()).containsEntry("security.protocol", "SSL");
    assertThat(properties.producer()).containsEntry("security.protocol", "SSL");
    assertThat(properties.admin()).containsEntry("security.protocol", "SSL");
  }

  private static ClientProperties properties(Map<String, String> kafka) {
    return new ClientProperties(ServingSettings.defaults().withKafka(kafka));
  }
}
