package dev.millrace.standalone.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a downstream service would write: Kafka, the registry's REST answer and Avro. It uses no
 * class of ours, and must not.
 */
final class PlainConsumer {

  private static final int HEADER_BYTES = 5;

  private PlainConsumer() {}

  static void createTopic(String bootstrapServers, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  static List<GenericRecord> readAll(String bootstrapServers, String registryUrl, String topic)
      throws IOException, InterruptedException {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<GenericRecord> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofSeconds(1))) {
          records.add(decode(message.value(), registryUrl));
        }
      }
    }
    return records;
  }

  private static GenericRecord decode(byte[] payload, String registryUrl)
      throws IOException, InterruptedException {
    ByteBuffer header = ByteBuffer.wrap(payload, 0, HEADER_BYTES);
    if (header.get() != 0) {
      throw new IOException("The first byte is not 0");
    }
    Schema schema = schemaById(header.getInt(), registryUrl);
    return new GenericDatumReader<GenericRecord>(schema)
        .read(
            null,
            DecoderFactory.get()
                .binaryDecoder(payload, HEADER_BYTES, payload.length - HEADER_BYTES, null));
  }

  private static Schema schemaById(int id, String registryUrl)
      throws IOException, InterruptedException {
    String answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(registryUrl + "/schemas/ids/" + id)).build(),
                BodyHandlers.ofString())
            .body();
    return new Schema.Parser().parse(new ObjectMapper().readTree(answer).path("schema").asText());
  }
}
