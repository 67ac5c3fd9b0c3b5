package dev.millrace.streams.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.streams.StreamsSettings;
import dev.millrace.streams.TopologyDescriptions;
import dev.millrace.streams.TopologyName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

/**
 * The drawings in the docs are made from the code; this test fails when they are out of date. Draw
 * them again with {@code make docs}.
 */
class TopologyDocsTest {

  private static final Path PAGE = Path.of("..", "docs", "topologies.md");

  @Test
  void shouldDrawTheTopologiesAsTheyAre() throws IOException {
    String page = page();
    if (Boolean.getBoolean("millrace.docs.write")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).as("out of date: run `make docs`").hasContent(page);
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Topologies

            Drawn from the code by `make docs`; a test keeps this page true. Rounded boxes are topics, cylinders are state stores.
            Each topology is a Kafka Streams application of its own ([why](decisions/0001-one-streams-instance-per-topology.md)).
            """);
    StreamsSettings settings =
        StreamsSettings.defaults(Path.of("state"), Map.of("bootstrap.servers", "unused:1"));
    for (TopologyName name : TopologyName.values()) {
      TopologyDescription topology = TopologyDescriptions.of(settings, name);
      page.append("\n## ").append(settings.applicationId(name)).append("\n\n```mermaid\n");
      page.append(TopologyDrawing.of(topology)).append("```\n\n");
      page.append("<details><summary>topology.describe()</summary>\n\n```\n");
      page.append(topology.toString().stripTrailing()).append("\n```\n\n</details>\n");
    }
    return page.toString();
  }
}
