package dev.millrace.standalone.testsupport;

import dev.millrace.standalone.embedded.PlatformAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/** Broker and registry in containers, set up as the embedded ones are. */
final class ContainerServers {

  private static final int REGISTRY_PORT = 8080;
  private static final String CONFLUENT_INTERFACE = "/apis/ccompat/v7";
  private static final String BACKWARD = "{\"compatibility\":\"BACKWARD\"}";

  private ContainerServers() {}

  /** Starts both and returns when both answer. */
  static TestServers start(ContainerImages images) {
    KafkaContainer broker =
        new KafkaContainer(
                DockerImageName.parse(images.broker()).asCompatibleSubstituteFor("apache/kafka"))
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    GenericContainer<?> registry =
        new GenericContainer<>(DockerImageName.parse(images.registry()))
            .withExposedPorts(REGISTRY_PORT)
            .waitingFor(Wait.forHttp(CONFLUENT_INTERFACE + "/subjects"));
    Startables.deepStart(Stream.of(broker, registry)).join();
    URI url =
        URI.create(
            "http://%s:%d%s"
                .formatted(
                    registry.getHost(),
                    registry.getMappedPort(REGISTRY_PORT),
                    CONFLUENT_INTERFACE));
    requireBackwardCompatibility(url);
    return new TestServers(
        new PlatformAddress(broker.getBootstrapServers(), url),
        () -> {
          registry.stop();
          broker.stop();
        });
  }

  private static void requireBackwardCompatibility(URI url) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/config"))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(BACKWARD))
            .build();
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            "The registry refused the compatibility rule: " + response.body());
      }
    } catch (IOException e) {
      throw new IllegalStateException("The registry does not answer at " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the registry started", e);
    }
  }
}
