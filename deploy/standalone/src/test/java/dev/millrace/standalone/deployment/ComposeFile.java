package dev.millrace.standalone.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/**
 * The compose file, its anchors resolved.
 *
 * @param services by name
 */
record ComposeFile(JsonNode services) {

  /** Folder of the file and of all that it mounts. */
  static final Path FOLDER = Path.of("../compose");

  private static final Pattern MOUNT = Pattern.compile("([^:]+):([^:]+)(:ro)?");

  /** A source, a file beside the compose file or a volume, and where a container sees it. */
  record Mount(String source, String target) {

    boolean isFile() {
      return source.startsWith(".");
    }
  }

  static ComposeFile read() {
    try {
      Object parsed = new Yaml().load(Files.readString(FOLDER.resolve("compose.yaml")));
      JsonNode tree = new ObjectMapper().valueToTree(parsed);
      return new ComposeFile(tree.path("services"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of all services. */
  List<String> names() {
    return services.properties().stream().map(Map.Entry::getKey).toList();
  }

  /** What a service is; no node if there is none of the name. */
  JsonNode service(String name) {
    return services.path(name);
  }

  /** Names of the services that come up with a profile. */
  List<String> of(String profile) {
    return names().stream().filter(service -> comesUp(service, profile)).toList();
  }

  private boolean comesUp(String service, String profile) {
    JsonNode profiles = service(service).path("profiles");
    return profiles.isMissingNode() || texts(profiles).contains(profile);
  }

  List<String> dependencies(String service) {
    JsonNode dependencies = service(service).path("depends_on");
    if (dependencies.isArray()) {
      return texts(dependencies);
    }
    return dependencies.properties().stream().map(Map.Entry::getKey).toList();
  }

  List<Mount> mounts(String service) {
    return texts(service(service).path("volumes")).stream().map(ComposeFile::mount).toList();
  }

  List<String> command(String service) {
    return texts(service(service).path("command"));
  }

  private static Mount mount(String text) {
    Matcher matcher = MOUNT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalStateException("no mount: " + text);
    }
    return new Mount(matcher.group(1), matcher.group(2));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }
}
