package dev.millrace.standalone.cli;

import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicPlan;
import dev.millrace.standalone.config.TopicsConfig;
import dev.millrace.standalone.dlq.LetterFilter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Options that choose dead letters. */
final class LetterOptions {

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description = "Only letters of this topic, with or without .dlq; can be given again.")
  private List<String> topics = new ArrayList<>();

  @Option(
      names = "--error",
      paramLabel = "TEXT",
      description = "Only letters whose exception or message contains this, in any case.")
  private String error = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only letters not older: 90m, 2h or 3d before now, or 2026-01-31T12:00:00Z.")
  private String since = "";

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Only older letters; the same forms.")
  private String until = "";

  /**
   * The letters that are meant.
   *
   * @throws UsageException if an option names no topic or no time
   */
  LetterFilter filter(TopicsConfig config, Instant now) {
    Instant from = since.isEmpty() ? Instant.MIN : time("--since", since, now);
    Instant to = until.isEmpty() ? Instant.MAX : time("--until", until, now);
    return UsageException.unlessAccepted(
        () -> new LetterFilter(chosen(topicsOf(config)), error, from, to));
  }

  /** Every dead-letter topic of the configuration. */
  static Set<String> topicsOf(TopicsConfig config) {
    return config.plans().stream()
        .map(TopicPlan::name)
        .filter(name -> name.endsWith(Topic.DEAD_LETTER_SUFFIX))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> chosen(Set<String> all) {
    if (topics.isEmpty()) {
      return all;
    }
    Set<String> chosen = new TreeSet<>();
    for (String topic : topics) {
      String name =
          topic.endsWith(Topic.DEAD_LETTER_SUFFIX) ? topic : topic + Topic.DEAD_LETTER_SUFFIX;
      if (!all.contains(name)) {
        throw new UsageException(
            "--topic %s has no dead letters; those that can have some: %s"
                .formatted(topic, String.join(", ", all)));
      }
      chosen.add(name);
    }
    return chosen;
  }

  private static Instant time(String option, String text, Instant now) {
    try {
      return Character.isDigit(text.charAt(0)) && !text.contains("-")
          ? now.minus(Duration.parse((text.endsWith("d") ? "P" : "PT") + text))
          : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new UsageException(
          "%s takes a time before now like 90m, 2h or 3d, or 2026-01-31T12:00:00Z; found '%s'"
              .formatted(option, text));
    }
  }
}
