package dev.millrace.standalone.observability;

import dev.millrace.standalone.observability.Expression.Matcher;
import dev.millrace.standalone.observability.Expression.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What applications answer on {@code /metrics}.
 *
 * @param series by name of the metric, the labels of each
 */
record Scrape(Map<String, List<Map<String, String>>> series) {

  /** Given by Prometheus' configuration, not by the applications. */
  private static final Set<String> OF_THE_TARGET = Set.of("job", "instance", "application");

  /** Made by Prometheus itself. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+(?: \\d+)?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Of several applications together. */
  static Scrape of(List<String> texts) {
    Map<String, List<Map<String, String>>> series = new HashMap<>();
    for (String text : texts) {
      text.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(line, series));
    }
    return new Scrape(series);
  }

  private static void add(String line, Map<String, List<Map<String, String>>> series) {
    java.util.regex.Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      throw new AssertionError("Not a sample: " + line);
    }
    Map<String, String> labels = new HashMap<>();
    if (sample.group(2) != null) {
      LABEL.matcher(sample.group(2)).results().forEach(it -> labels.put(it.group(1), it.group(2)));
    }
    series.computeIfAbsent(sample.group(1), name -> new ArrayList<>()).add(labels);
  }

  /** What an expression asks for and no application tells, in words; empty when all is there. */
  Set<String> missing(Expression expression) {
    Set<String> missing = new TreeSet<>();
    for (Selector selector : expression.selectors()) {
      if (!OF_PROMETHEUS.contains(selector.metric())) {
        if (series(selector).isEmpty()) {
          missing.add("no series %s".formatted(selector));
        }
        expression.labels().stream()
            .filter(label -> !has(selector, label))
            .forEach(label -> missing.add("no label %s of %s".formatted(label, selector)));
      }
    }
    return missing;
  }

  /** Whether series that an expression selects carry a label. */
  boolean has(Expression expression, String label) {
    return expression.selectors().stream().anyMatch(selector -> has(selector, label));
  }

  private boolean has(Selector selector, String label) {
    return OF_THE_TARGET.contains(label)
        || series(selector).stream().anyMatch(labels -> labels.containsKey(label));
  }

  private List<Map<String, String>> series(Selector selector) {
    return series.getOrDefault(selector.metric(), List.of()).stream()
        .filter(labels -> selector.matchers().stream().allMatch(it -> accepts(it, labels)))
        .toList();
  }

  private static boolean accepts(Matcher matcher, Map<String, String> labels) {
    if (OF_THE_TARGET.contains(matcher.label())) {
      return true;
    }
    String found = labels.get(matcher.label());
    return found != null && (!matcher.isFixed() || matcher.accepts(found));
  }
}
