package dev.millrace.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendedItem;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PlatformExtension.class)
class PlainConsumerIT {

  @Test
  void shouldBeReadableWithoutAnyClassOfOurs(TestPlatform platform) throws Exception {
    Topic<String, Recommendation> topic = recommendations(platform);
    write(platform, topic, recommendation());

    List<GenericRecord> read =
        PlainConsumer.readAll(
            platform.bootstrapServers(), platform.registryUrl().toString(), topic.name());

    assertThat(read).hasSize(1);
    GenericRecord list = read.get(0);
    assertThat(list.get("userId")).hasToString("user-1");
    assertThat(list.get("modelId")).hasToString("transitions");
    GenericRecord first = (GenericRecord) ((List<?>) list.get("items")).get(0);
    assertThat(first.get("itemId")).hasToString("item-1");
    assertThat(first.get("score")).isEqualTo(0.5);
    assertThat(first.get("reason")).hasToString("because you took Zoë's film");
  }

  private static Recommendation recommendation() {
    RecommendedItem item =
        RecommendedItem.newBuilder()
            .setItemId("item-1")
            .setScore(0.5)
            .setSource("transitions")
            .setReason("because you took Zoë's film")
            .build();
    return Recommendation.newBuilder()
        .setUserId("user-1")
        .setItems(List.of(item))
        .setModelId("transitions")
        .setSequenceVersion(3)
        .setSourceTopic("user-sequences")
        .setSourcePartition(0)
        .setSourceOffset(7)
        .setGeneratedAt(1_700_000_000_000L)
        .build();
  }

  private static Topic<String, Recommendation> recommendations(TestPlatform platform) {
    AvroSerdes serdes =
        new AvroSerdes(
            ConfluentSchemaRegistry.at(platform.registryUrl().toString()),
            AvroSerdeSettings.defaults());
    return Topics.of(TopicNames.withPrefix(platform.prefix()), serdes).recommendations();
  }

  private static void write(
      TestPlatform platform, Topic<String, Recommendation> topic, Recommendation value)
      throws Exception {
    Map<String, Object> properties = Map.of("bootstrap.servers", platform.bootstrapServers());
    PlainConsumer.createTopic(platform.bootstrapServers(), topic.name());
    try (KafkaProducer<String, Recommendation> producer =
        new KafkaProducer<>(properties, topic.keys().serializer(), topic.values().serializer())) {
      producer.send(new ProducerRecord<>(topic.name(), value.getUserId(), value)).get();
    }
  }
}
