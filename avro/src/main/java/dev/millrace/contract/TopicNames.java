package dev.millrace.contract;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of all topics; the defaults are those of the architecture.
 *
 * @param interactions what users do, the input
 * @param items the catalogue
 * @param userSequences last interactions per user
 * @param acceptedInteractions interactions that passed validation and deduplication
 * @param trainingExamples history before, and what came next
 * @param itemTransitions the collaborative model, a row per item
 * @param itemPopularity decayed counts per item
 * @param recommendations the served lists, the output
 * @param recommendationRequests lists asked for
 * @param onlineMetrics prequential metrics per model
 * @param userDeletions users to forget
 * @param checkpoints what became of each checkpoint, and which one serving shall use
 */
public record TopicNames(
    String interactions,
    String items,
    String userSequences,
    String acceptedInteractions,
    String trainingExamples,
    String itemTransitions,
    String itemPopularity,
    String recommendations,
    String recommendationRequests,
    String onlineMetrics,
    String userDeletions,
    String checkpoints) {

  /**
   * @throws IllegalArgumentException if a name is blank or two topics share one
   */
  public TopicNames {
    List<String> all =
        List.of(
            interactions,
            items,
            userSequences,
            acceptedInteractions,
            trainingExamples,
            itemTransitions,
            itemPopularity,
            recommendations,
            recommendationRequests,
            onlineMetrics,
            userDeletions,
            checkpoints);
    Set<String> seen = new LinkedHashSet<>();
    for (String name : all) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("Topic names must not be blank");
      }
      if (!seen.add(name)) {
        throw new IllegalArgumentException("Two topics share the name '" + name + "'");
      }
    }
  }

  /** The names of the architecture. */
  public static TopicNames defaults() {
    return withPrefix("");
  }

  /**
   * The default names behind a prefix, so that several pipelines can share a cluster.
   *
   * @param prefix put before every name, for instance {@code shop.}; may be empty
   */
  public static TopicNames withPrefix(String prefix) {
    return new TopicNames(
        prefix + "interactions",
        prefix + "items",
        prefix + "user-sequences",
        prefix + "accepted-interactions",
        prefix + "training-examples",
        prefix + "item-transitions",
        prefix + "item-popularity",
        prefix + "recommendations",
        prefix + "recommendation-requests",
        prefix + "online-metrics",
        prefix + "user-deletions",
        prefix + "checkpoints");
  }
}
