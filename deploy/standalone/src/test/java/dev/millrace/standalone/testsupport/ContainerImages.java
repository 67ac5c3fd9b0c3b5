package dev.millrace.standalone.testsupport;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.List;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/**
 * What containers are made from.
 *
 * @param broker laid out as {@code apache/kafka}
 * @param registry of Apicurio
 */
record ContainerImages(String broker, String registry) {

  /** As {@code MILLRACE_KAFKA_IMAGE} and {@code MILLRACE_REGISTRY_IMAGE} say. */
  static ContainerImages configured() {
    return new ContainerImages(
        TestSetting.of("MILLRACE_KAFKA_IMAGE").orElse("apache/kafka:4.3.1"),
        TestSetting.of("MILLRACE_REGISTRY_IMAGE").orElse("apicurio/apicurio-registry:3.0.9"));
  }

  /** Pulls what is not there; tells what cannot be had and why. */
  Optional<String> missing() {
    DockerClient docker = DockerClientFactory.lazyClient();
    return List.of(broker, registry).stream()
        .flatMap(image -> problemOf(image, docker).stream())
        .findFirst();
  }

  private static Optional<String> problemOf(String image, DockerClient docker) {
    try {
      docker.inspectImageCmd(image).exec();
      return Optional.empty();
    } catch (NotFoundException absent) {
      return pull(image, docker);
    }
  }

  private static Optional<String> pull(String image, DockerClient docker) {
    try {
      docker.pullImageCmd(image).start().awaitCompletion();
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("pulling " + image + " was interrupted");
    } catch (DockerException e) {
      return Optional.of("the image " + image + " cannot be had: " + e);
    }
  }
}
