package dev.millrace.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.standalone.config.LoadedConfig;
import java.io.PrintWriter;
import java.util.SortedMap;
import java.util.TreeMap;

/** The configuration that something runs with: for people at its start, and for its records. */
final class EffectiveConfiguration {

  private EffectiveConfiguration() {}

  static void print(LoadedConfig loaded, PrintWriter err) {
    err.println("Effective configuration:");
    loaded.effective().lines().forEach(line -> err.println("  " + line));
    err.flush();
  }

  /** Every key with its value, secrets hidden; a list is one value. */
  static SortedMap<String, String> byPath(LoadedConfig loaded) {
    SortedMap<String, String> values = new TreeMap<>();
    try {
      collect(new YAMLMapper().readTree(loaded.effective()), "", values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The effective configuration is YAML", e);
    }
    return values;
  }

  private static void collect(JsonNode node, String path, SortedMap<String, String> values) {
    if (!node.isObject()) {
      values.put(path, node.isValueNode() ? node.asText() : node.toString());
      return;
    }
    node.properties()
        .forEach(
            entry ->
                collect(
                    entry.getValue(),
                    path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                    values));
  }
}
