package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.avro.Interaction;
import dev.millrace.contract.registry.InMemorySchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.contract.support.Samples;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

class TopicsTest {

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final Topics topics =
      Topics.of(
          TopicNames.withPrefix("shop."), new AvroSerdes(registry, AvroSerdeSettings.defaults()));

  @Test
  void shouldNameEveryTopicBehindThePrefix() {
    assertThat(topics.all())
        .hasSize(12)
        .allSatisfy(topic -> assertThat(topic.name()).startsWith("shop."));
    assertThat(topics.interactions().deadLetterName()).isEqualTo("shop.interactions.dlq");
  }

  @Test
  void shouldPairTheTopicWithItsSubject() {
    Topic<String, Interaction> interactions = topics.interactions();

    interactions.values().serializer().serialize(interactions.name(), Samples.click("u", "i"));

    assertThat(registry.latest("shop.interactions-value").json()).contains("\"Interaction\"");
  }

  @Test
  void shouldRejectNamesThatAreBlankOrShared() {
    assertThatThrownBy(() -> named("a", "a")).hasMessage("Two topics share the name 'a'");
    assertThatThrownBy(() -> named("a", " ")).hasMessage("Topic names must not be blank");
    assertThatThrownBy(() -> new Topic<>(" ", Serdes.String(), Serdes.String()))
        .hasMessageContaining("blank");
  }

  private static TopicNames named(String interactions, String items) {
    return new TopicNames(interactions, items, "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");
  }
}
