package dev.millrace.model.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fields of a JSON object, remembering which were asked for and collecting what is wrong. */
public final class ConfigFields {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final long MAXIMUM_BYTES = 1L << 20;

  private final JsonNode object;
  private final String prefix;
  private final List<String> problems;
  private final Set<String> known = new HashSet<>();

  /**
   * Parses a file of at most 1 MiB.
   *
   * @param file holds one JSON object with distinct names
   * @throws ConfigException if it cannot be read or is no such thing
   */
  public static ConfigFields read(Path file) {
    try {
      if (Files.size(file) > MAXIMUM_BYTES) {
        throw new ConfigException(
            "%s: a configuration has at most %d bytes, but this one has %d"
                .formatted(file, MAXIMUM_BYTES, Files.size(file)));
      }
      JsonNode tree = JSON.readTree(Files.readAllBytes(file));
      if (!tree.isObject()) {
        throw new ConfigException(
            "%s: a configuration is a JSON object, but was %s".formatted(file, tree.getNodeType()));
      }
      return new ConfigFields(tree, "", new ArrayList<>());
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          "%s: no valid JSON: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new ConfigException("%s: cannot be read".formatted(file), e);
    }
  }

  private ConfigFields(JsonNode object, String prefix, List<String> problems) {
    this.object = object;
    this.prefix = prefix;
    this.problems = problems;
  }

  /** A nested object, whose problems are collected here too. */
  public ConfigFields nested(String name) {
    known.add(name);
    JsonNode node = object.path(name);
    if (!node.isObject() && !absent(node)) {
      problem(name, "is an object", node);
    }
    return new ConfigFields(node, prefix + name + ".", problems);
  }

  /** Whether the field is there and not null. */
  public boolean has(String name) {
    return !absent(object.path(name));
  }

  /** A whole number within bounds, both included. */
  public int integer(String name, int minimum, int maximum) {
    JsonNode node = get(name);
    if (node.isInt() && node.intValue() >= minimum && node.intValue() <= maximum) {
      return node.intValue();
    }
    problem(name, "is a whole number from %d to %d".formatted(minimum, maximum), node);
    return minimum;
  }

  /** A whole number within bounds, or the fallback where the field is absent. */
  public int integer(String name, int minimum, int maximum, int fallback) {
    return has(name) ? integer(name, minimum, maximum) : knownAs(name, fallback);
  }

  /** A finite number above 0. */
  public double number(String name) {
    JsonNode node = get(name);
    if (node.isNumber() && node.doubleValue() > 0 && Double.isFinite(node.doubleValue())) {
      return node.doubleValue();
    }
    problem(name, "is a number above 0", node);
    return 1;
  }

  /** A finite number above 0, or the fallback where the field is absent. */
  public double number(String name, double fallback) {
    return has(name) ? number(name) : knownAs(name, fallback);
  }

  /** A number within bounds, the upper excluded, or the fallback where the field is absent. */
  public double number(String name, double minimum, double limit, double fallback) {
    if (!has(name)) {
      return knownAs(name, fallback);
    }
    JsonNode node = get(name);
    if (node.isNumber() && node.doubleValue() >= minimum && node.doubleValue() < limit) {
      return node.doubleValue();
    }
    problem(name, "is a number from %s to below %s".formatted(minimum, limit), node);
    return fallback;
  }

  /** True or false, or the fallback where the field is absent. */
  public boolean flag(String name, boolean fallback) {
    if (!has(name)) {
      return knownAs(name, fallback);
    }
    JsonNode node = get(name);
    if (!node.isBoolean()) {
      problem(name, "is true or false", node);
    }
    return node.booleanValue();
  }

  /** Text, or the fallback where the field is absent. */
  public String text(String name, String fallback) {
    if (!has(name)) {
      return knownAs(name, fallback);
    }
    JsonNode node = get(name);
    if (!node.isTextual()) {
      problem(name, "is text", node);
    }
    return node.asText();
  }

  /** One whole number or several. */
  public List<Integer> integers(String name) {
    JsonNode node = get(name);
    List<Integer> values = new ArrayList<>();
    for (JsonNode element : node.isArray() ? node : List.of(node)) {
      if (element.isInt()) {
        values.add(element.intValue());
      } else if (!absent(element)) {
        problem(name, "is a whole number or a list of them", node);
      }
    }
    return values;
  }

  /** Whether the field holds text. */
  public boolean isText(String name) {
    return object.path(name).isTextual();
  }

  /** A list of texts, empty where the field is absent. */
  public List<String> texts(String name) {
    List<String> values = new ArrayList<>();
    get(name).forEach(element -> values.add(element.asText()));
    return values;
  }

  /** The field, if there, has one of these values: anything else is not supported. */
  public void only(String name, Object... accepted) {
    JsonNode node = get(name);
    if (!absent(node) && List.of(accepted).stream().noneMatch(value -> same(node, value))) {
      problem(name, "is supported as " + List.of(accepted) + " only", node);
    }
  }

  private static boolean same(JsonNode node, Object value) {
    return value instanceof Number number
        ? node.isNumber() && node.doubleValue() == number.doubleValue()
        : node.asText().equals(value.toString());
  }

  /** These fields may hold anything: they do not change what the model computes. */
  public void harmless(Set<String> names) {
    known.addAll(names);
  }

  /** Notes a rule that a field breaks. */
  public void problem(String name, String rule, Object found) {
    problems.add("%s%s %s, but was %s".formatted(prefix, name, rule, found));
  }

  /** Notes a problem of the whole. */
  public void problem(String sentence) {
    problems.add(sentence);
  }

  /** Every field with a value that nobody asked for is a problem; null, false and {} are none. */
  public void refuseUnknown() {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (!known.contains(entry.getKey()) && !isOff(entry.getValue())) {
        problem(entry.getKey(), "is not supported", entry.getValue());
      }
    }
  }

  private static boolean isOff(JsonNode value) {
    return value.isNull()
        || (value.isBoolean() && !value.booleanValue())
        || (value.isContainerNode() && value.isEmpty());
  }

  /**
   * Ends the reading.
   *
   * @param file for the message
   * @throws ConfigException naming all problems, if there are any
   */
  public void failOnProblems(Path file) {
    if (!problems.isEmpty()) {
      throw new ConfigException("%s: %s".formatted(file, String.join("; ", problems)));
    }
  }

  private JsonNode get(String name) {
    known.add(name);
    return object.path(name);
  }

  private <T> T knownAs(String name, T fallback) {
    known.add(name);
    return fallback;
  }

  private static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
