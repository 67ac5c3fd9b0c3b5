package dev.millrace.standalone.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Single values: numbers, sizes, durations, paths, names of constants. */
final class Scalars {

  /** A value is not of the wanted kind; the message says what is accepted. */
  static final class NotAccepted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAccepted(String accepted) {
      super(accepted);
    }
  }

  private static final Pattern QUANTITY = Pattern.compile("(\\d+)\\s*([a-zA-Z]+)");
  private static final Map<String, Duration> TIME_UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "min", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));
  private static final Map<String, Long> SIZE_UNITS =
      Map.of("KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
  private static final Map<Class<?>, Function<JsonNode, Object>> READERS =
      Map.ofEntries(
          Map.entry(String.class, JsonNode::asText),
          Map.entry(boolean.class, Scalars::flag),
          Map.entry(int.class, Scalars::wholeNumber),
          Map.entry(long.class, Scalars::largeNumber),
          Map.entry(double.class, Scalars::number),
          Map.entry(Boolean.class, Scalars::flag),
          Map.entry(Integer.class, Scalars::wholeNumber),
          Map.entry(Long.class, Scalars::largeNumber),
          Map.entry(Double.class, Scalars::number),
          Map.entry(Duration.class, Scalars::duration),
          Map.entry(Path.class, node -> Path.of(node.asText())),
          Map.entry(URI.class, Scalars::address));

  private Scalars() {}

  static boolean knows(Class<?> type) {
    return type.isEnum() || READERS.containsKey(type);
  }

  /**
   * @throws NotAccepted if the node does not hold such a value
   */
  static Object read(JsonNode node, Class<?> type) {
    if (!node.isValueNode()) {
      throw new NotAccepted("a single value");
    }
    Function<JsonNode, Object> reader = READERS.get(type);
    return reader == null ? constant(node, type) : reader.apply(node);
  }

  private static Object flag(JsonNode node) {
    if (!node.isBoolean()) {
      throw new NotAccepted("true or false");
    }
    return node.booleanValue();
  }

  private static Object wholeNumber(JsonNode node) {
    long value = longOf(node, "a whole number");
    if (value != (int) value) {
      throw new NotAccepted("a whole number of at most " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  private static Object largeNumber(JsonNode node) {
    return longOf(node, "a whole number, or a size like 64MiB");
  }

  private static long longOf(JsonNode node, String accepted) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    Matcher quantity = QUANTITY.matcher(node.asText());
    if (node.isTextual() && quantity.matches() && SIZE_UNITS.containsKey(quantity.group(2))) {
      return Math.multiplyExact(
          Long.parseLong(quantity.group(1)), SIZE_UNITS.getOrDefault(quantity.group(2), 1L));
    }
    throw new NotAccepted(accepted);
  }

  private static Object number(JsonNode node) {
    if (!node.isNumber()) {
      throw new NotAccepted("a number");
    }
    return node.doubleValue();
  }

  private static Object duration(JsonNode node) {
    String text = node.asText();
    Matcher quantity = QUANTITY.matcher(text);
    if (quantity.matches()) {
      Duration unit = TIME_UNITS.get(quantity.group(2));
      if (unit != null) {
        return unit.multipliedBy(Long.parseLong(quantity.group(1)));
      }
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new NotAccepted("a duration like 50ms, 5s, 10m, 1h, 60d or PT1H30M");
    }
  }

  private static Object address(JsonNode node) {
    try {
      return URI.create(node.asText());
    } catch (IllegalArgumentException e) {
      throw new NotAccepted("a URL");
    }
  }

  private static Object constant(JsonNode node, Class<?> type) {
    Object[] constants = type.getEnumConstants();
    return Arrays.stream(constants)
        .filter(constant -> spelling(constant).equals(node.asText()))
        .findFirst()
        .orElseThrow(
            () ->
                new NotAccepted(
                    "one of "
                        + Arrays.stream(constants)
                            .map(Scalars::spelling)
                            .collect(Collectors.joining(", "))));
  }

  private static String spelling(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
