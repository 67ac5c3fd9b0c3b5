package dev.millrace.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

  private static final TopicPartition PARTITION = new TopicPartition("clicks", 0);

  @Test
  void shouldKeepRecordsIdentityAndAddressWhenRestarted(@TempDir Path dataDirectory)
      throws Exception {
    String address;
    String clusterId;
    try (EmbeddedBroker broker = EmbeddedBroker.start(dataDirectory)) {
      address = broker.bootstrapServers();
      clusterId = clusterId(address);
      writeInTransaction(address, "first");
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(dataDirectory)) {
      assertThat(broker.bootstrapServers()).isEqualTo(address);
      assertThat(clusterId(address)).isEqualTo(clusterId);
      assertThat(committedValues(address)).containsExactly("first");
    }
  }

  private static String clusterId(String address) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      return admin.describeCluster().clusterId().get();
    }
  }

  private static void writeInTransaction(String address, String value)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address));
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", address, "transactional.id", "writer"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1))).all().get();
      producer.initTransactions();
      producer.beginTransaction();
      producer
          .send(new ProducerRecord<>(PARTITION.topic(), value.getBytes(StandardCharsets.UTF_8)))
          .get();
      producer.commitTransaction();
    }
  }

  private static List<String> committedValues(String address) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", address, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      return consumer.poll(Duration.ofSeconds(20)).records(PARTITION).stream()
          .map(ConsumerRecord::value)
          .map(value -> new String(value, StandardCharsets.UTF_8))
          .toList();
    }
  }
}
