package dev.millrace.standalone.testsupport;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/**
 * Where broker and registry of the integration tests run: {@code MILLRACE_TEST_ENVIRONMENT} says
 * it, as a system property or in the environment.
 */
enum TestEnvironment {
  /** Containers, or nothing. */
  DOCKER,
  /** This machine's processes. */
  EMBEDDED,
  /** Containers where Docker is and the images can be had, this machine's processes elsewhere. */
  AUTO;

  private static final String SETTING = "MILLRACE_TEST_ENVIRONMENT";
  private static final Logger LOG = LoggerFactory.getLogger(TestEnvironment.class);

  /**
   * The one that is wanted, {@link #AUTO} if nothing is said.
   *
   * @throws IllegalArgumentException if there is no such environment
   */
  static TestEnvironment configured() {
    return TestSetting.of(SETTING).map(TestEnvironment::named).orElse(AUTO);
  }

  private static TestEnvironment named(String text) {
    return Arrays.stream(values())
        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    SETTING + " is '" + text + "'; it can be docker, embedded or auto"));
  }

  /** Starts broker and registry, and says where and why there. */
  TestServers start() {
    ContainerImages images = ContainerImages.configured();
    Optional<String> obstacle = obstacle(images);
    if (obstacle.isPresent()) {
      LOG.info("Broker and registry of the tests are embedded; reason={}", obstacle.get());
      return TestServers.embedded();
    }
    LOG.info(
        "Broker and registry of the tests are containers; broker={} registry={}",
        images.broker(),
        images.registry());
    return ContainerServers.start(images);
  }

  /** Why there can be no containers, unless they are wanted whatever happens. */
  private Optional<String> obstacle(ContainerImages images) {
    return switch (this) {
      case DOCKER -> Optional.empty();
      case EMBEDDED -> Optional.of(SETTING + " says so");
      case AUTO ->
          DockerClientFactory.instance().isDockerAvailable()
              ? images.missing()
              : Optional.of("there is no Docker");
    };
  }
}
