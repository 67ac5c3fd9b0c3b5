package dev.millrace.standalone.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys and values as they are written, before they are bound: read, laid over others, printed. */
final class ConfigTree {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .build();

  private ConfigTree() {}

  /**
   * @throws InvalidConfigurationException if there is no such file or it is no YAML
   */
  static ObjectNode read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new InvalidConfigurationException(List.of("There is no file " + file));
    } catch (IOException e) {
      throw new InvalidConfigurationException(
          List.of("The file " + file + " cannot be read: " + e.getMessage()));
    }
  }

  /**
   * @param source named in errors
   */
  static ObjectNode parse(String yaml, String source) {
    try {
      JsonNode tree = YAML.readTree(yaml);
      if (tree.isMissingNode() || tree.isNull()) {
        return YAML.createObjectNode();
      }
      if (tree instanceof ObjectNode keys) {
        return keys;
      }
      throw new InvalidConfigurationException(
          List.of(source + ": expected keys with values, found " + tree));
    } catch (JsonProcessingException e) {
      throw new InvalidConfigurationException(
          List.of(
              "%s line %d: no YAML: %s"
                  .formatted(
                      source,
                      e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                      e.getOriginalMessage().lines().findFirst().orElse(""))));
    }
  }

  /** Lays one tree over another, key by key; lists and values are replaced whole. */
  static void layOver(ObjectNode below, ObjectNode above) {
    for (Map.Entry<String, JsonNode> entry : above.properties()) {
      if (below.get(entry.getKey()) instanceof ObjectNode existing
          && entry.getValue() instanceof ObjectNode added) {
        layOver(existing, added);
      } else {
        below.set(entry.getKey(), entry.getValue());
      }
    }
  }

  /**
   * Sets one value.
   *
   * @param tree changed in place
   * @param assignment {@code path=value}; the path's dots separate keys, and below a pass-through
   *     map the rest of the path is one key
   * @param type record class of the tree's root, which says where the maps are
   */
  static void assign(ObjectNode tree, String assignment, Class<? extends Record> type) {
    int equals = assignment.indexOf('=');
    if (equals <= 0) {
      throw new InvalidConfigurationException(
          List.of("--set " + assignment + ": expected path=value"));
    }
    JsonNode value = parse("v: " + assignment.substring(equals + 1), "--set").path("v");
    assign(tree, assignment.substring(0, equals), new Target(value, type));
  }

  static String print(JsonNode tree) {
    try {
      return YAML.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain values is always YAML", e);
    }
  }

  private record Target(JsonNode value, @Nullable Class<?> type) {}

  private static void assign(ObjectNode tree, String path, Target target) {
    int dot = path.indexOf('.');
    if (dot < 0 || target.type() == Map.class) {
      tree.set(path, target.value());
      return;
    }
    String key = path.substring(0, dot);
    if (!(tree.get(key) instanceof ObjectNode)) {
      tree.putObject(key);
    }
    assign(
        (ObjectNode) tree.get(key),
        path.substring(dot + 1),
        new Target(target.value(), typeOf(target.type(), key)));
  }

  private static @Nullable Class<?> typeOf(@Nullable Class<?> parent, String key) {
    if (parent == null || !parent.isRecord()) {
      return null;
    }
    return Arrays.stream(parent.getRecordComponents())
        .filter(component -> KeyNames.of(component.getName()).equals(key))
        .<Class<?>>map(RecordComponent::getType)
        .findFirst()
        .orElse(null);
  }
}
