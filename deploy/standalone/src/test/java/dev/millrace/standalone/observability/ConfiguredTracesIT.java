package dev.millrace.standalone.observability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.avro.Interaction;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.ConfluentSchemaRegistry;
import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.contract.serde.AvroSerdeSettings;
import dev.millrace.contract.serde.AvroSerdes;
import dev.millrace.contract.trace.TraceContext;
import dev.millrace.standalone.testsupport.Collector;
import dev.millrace.standalone.testsupport.Collector.Received;
import dev.millrace.standalone.testsupport.PlatformExtension;
import dev.millrace.standalone.testsupport.TestPlatform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Spans of applications that were started as people start them. */
@ExtendWith(PlatformExtension.class)
class ConfiguredTracesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void shouldSendSpansToTheCollectorThatIsConfigured(TestPlatform platform, @TempDir Path folder)
      throws Exception {
    Files.writeString(folder.resolve("token"), "s3cret\n");
    try (Collector collector = Collector.start();
        RunningApplications applications = new RunningApplications(platform, folder)) {
      assertThat(applications.run("topics", "create").exitCode()).isZero();
      String endpoint = "telemetry.otlp.endpoint=" + collector.endpoint();
      String header =
          "telemetry.otlp.headers.Authorization=Bearer ${directory:" + folder + ":token}";
      applications.start("streams", "streams.http.port", "--set", endpoint, "--set", header);
      applications.start("serving", "serving.http.port", "--set", endpoint, "--set", header);
      send(platform);

      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (collector.spans().size() < 2 && System.nanoTime() < deadline) {
        Thread.sleep(50);
      }

      assertThat(collector.spans())
          .extracting(
              Received::service,
              received -> received.span().getName(),
              received -> received.headers().getFirst("Authorization"))
          .containsExactlyInAnyOrder(
              tuple(
                  platform.prefix() + "-streams",
                  "process " + platform.prefix() + "interactions",
                  "Bearer s3cret"),
              tuple(platform.prefix() + "-serving", "instant list", "Bearer s3cret"));
    }
  }

  private static void send(TestPlatform platform) throws Exception {
    Map<String, String> url =
        Map.of(ConfluentSchemaRegistry.URL_PROPERTY, platform.registryUrl().toString());
    try (SchemaRegistry registry = new ConfluentSchemaRegistry(url);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", platform.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      Topic<String, Interaction> topic =
          Topics.of(
                  TopicNames.withPrefix(platform.prefix()),
                  new AvroSerdes(registry, AvroSerdeSettings.defaults()))
              .interactions();
      Interaction click =
          new Interaction("e1", "u1", "i1", "click", null, System.currentTimeMillis());
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              topic.name(),
              topic.keys().serializer().serialize(topic.name(), "u1"),
              topic.values().serializer().serialize(topic.name(), click));
      record.headers().add(TraceContext.TRACEPARENT, TRACE.getBytes(UTF_8));
      producer.send(record).get();
    }
  }
}
