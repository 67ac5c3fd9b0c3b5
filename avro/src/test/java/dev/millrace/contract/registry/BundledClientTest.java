package dev.millrace.contract.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The artifact that carries the Confluent client bundles other libraries too; they stay outside.
 */
class BundledClientTest {

  @Test
  void shouldBundleNothingUnderAnothersName() throws IOException, URISyntaxException {
    List<String> bundled = classes(ConfluentSchemaRegistry.class);

    assertThat(bundled)
        .anyMatch(name -> name.endsWith("CachedSchemaRegistryClient.class"))
        .allMatch(
            name -> name.startsWith("dev/millrace/") || name.startsWith("org/apache/flink/avro/"));
  }

  private static List<String> classes(Class<?> neighbour) throws IOException, URISyntaxException {
    Path root = Path.of(neighbour.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class"))
          .toList();
    }
  }
}
