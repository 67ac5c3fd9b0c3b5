package dev.millrace.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The distribution's bill of materials, held against the distribution. */
class SbomIT {

  private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");

  /** The distribution's own jar is what the list is of. */
  private static final String ITSELF = "millrace-standalone-";

  private final Path distribution = distribution();
  private final Path sbom = distribution.resolve("sbom.cdx.json");

  @BeforeEach
  void shouldHaveBeenMade() {
    assumeTrue(Files.exists(sbom), "Maven was offline (-o): the distribution has no SBOM");
  }

  @Test
  void shouldListWhatIsShippedWithItsSums() throws Exception {
    Map<String, String> shipped = new TreeMap<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(distribution.resolve("lib"))) {
      for (Path jar : jars) {
        if (!jar.getFileName().toString().startsWith(ITSELF)) {
          shipped.put(jar.getFileName().toString(), sum(jar));
        }
      }
    }

    assertThat(listed()).isNotEmpty().isEqualTo(shipped);
  }

  /** Named after the version, so found by looking. */
  private static Path distribution() {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(
            Path.of("target"), path -> Files.isDirectory(path) && isMillrace(path))) {
      return found.iterator().next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isMillrace(Path path) {
    return path.getFileName().toString().startsWith("millrace-");
  }

  private JsonNode components() throws IOException {
    return new ObjectMapper().readTree(sbom.toFile()).get("components");
  }

  private Map<String, String> listed() throws IOException {
    Map<String, String> listed = new TreeMap<>();
    for (JsonNode component : components()) {
      Matcher classifier = CLASSIFIER.matcher(component.get("purl").asText());
      listed.put(
          "%s-%s%s.jar"
              .formatted(
                  component.get("name").asText(),
                  component.get("version").asText(),
                  classifier.find() ? "-" + classifier.group(1) : ""),
          sum(component));
    }
    return listed;
  }

  private static String sum(JsonNode component) {
    for (JsonNode hash : component.get("hashes")) {
      if (hash.get("alg").asText().equals("SHA-256")) {
        return hash.get("content").asText();
      }
    }
    return "";
  }

  private static String sum(Path jar) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
  }
}
