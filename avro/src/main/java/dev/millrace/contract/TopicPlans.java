package dev.millrace.contract;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_MS_CONFIG;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How every topic is to be created: data only, so that a command, a Helm chart and a test can use
 * the same.
 *
 * <p>Topics that others write to carry the broker's append time, so that a record's timestamp is
 * its arrival whatever the producer's clock says, and a replay of an old log is not thrown away as
 * out of date. Topics with data of users are compacted within a day, or kept for a limited time, so
 * that forgetting a user has an end.
 */
public final class TopicPlans {

  private static final String APPEND_TIME = "LogAppendTime";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final TopicNames names;
  private final TopicSettings settings;

  private TopicPlans(TopicNames names, TopicSettings settings) {
    this.names = names;
    this.settings = settings;
  }

  /** Every topic in the order of the pipeline, then the dead-letter topics. */
  public static List<TopicPlan> of(TopicNames names, TopicSettings settings) {
    TopicPlans plans = new TopicPlans(names, settings);
    return Stream.concat(plans.pipeline().stream(), plans.deadLetters().stream()).toList();
  }

  private List<TopicPlan> pipeline() {
    return List.of(
        interactions(),
        items(),
        userSequences(),
        acceptedInteractions(),
        trainingExamples(),
        itemTransitions(),
        itemPopularity(),
        recommendations(),
        recommendationRequests(),
        onlineMetrics(),
        userDeletions(),
        checkpoints());
  }

  private TopicPlan interactions() {
    return byUser(
        names.interactions(),
        "What users do with items: the input.",
        appendTime(deleteAfter(settings.interactionRetention())));
  }

  private TopicPlan items() {
    return byItem(names.items(), "The catalogue; null removes an item.", compact(DAY));
  }

  private TopicPlan userSequences() {
    return byUser(
        names.userSequences(),
        "The last interactions of each user in event time; null after the user was deleted.",
        compact(DAY));
  }

  private TopicPlan acceptedInteractions() {
    return byUser(
        names.acceptedInteractions(),
        "Interactions that are valid and new, with the transitions they add or take back.",
        deleteAfter(Duration.ofDays(7)));
  }

  private TopicPlan trainingExamples() {
    return byUser(
        names.trainingExamples(),
        "What a user had done, and what came next: examples to learn from.",
        deleteAfter(settings.interactionRetention()));
  }

  private TopicPlan itemTransitions() {
    return byItem(
        names.itemTransitions(),
        "What follows each item: the collaborative model, a row per item.",
        compact(HOUR));
  }

  private TopicPlan itemPopularity() {
    return byItem(
        names.itemPopularity(),
        "How often each item was taken lately: the answer for users nothing is known about.",
        compact(HOUR));
  }

  private TopicPlan recommendations() {
    return byUser(
        names.recommendations(),
        "The list now served to each user: the output; null after the user was deleted.",
        compactAndDeleteAfter(Duration.ofDays(30), Map.of(MAX_COMPACTION_LAG_MS_CONFIG, ms(DAY))));
  }

  private TopicPlan recommendationRequests() {
    return byUser(
        names.recommendationRequests(),
        "Lists asked for; the answers go to " + names.recommendations() + ".",
        appendTime(deleteAfter(DAY)));
  }

  /** The key is the model, so compaction waits long enough for the windows of a week to be read. */
  private TopicPlan onlineMetrics() {
    return new TopicPlan(
        names.onlineMetrics(),
        1,
        "How good the lists of each model were, window by window, judged by what users did next.",
        compactAndDeleteAfter(
            Duration.ofDays(90), Map.of(MIN_COMPACTION_LAG_MS_CONFIG, ms(Duration.ofDays(7)))));
  }

  /** Outlives the interactions: a replay from the beginning must meet the deletion again. */
  private TopicPlan userDeletions() {
    return byUser(
        names.userDeletions(),
        "Users to forget.",
        appendTime(deleteAfter(settings.interactionRetention().multipliedBy(2))));
  }

  /** One record a model is enough, so there is no end to how long it is kept. */
  private TopicPlan checkpoints() {
    return new TopicPlan(
        names.checkpoints(),
        1,
        "What became of each checkpoint of a model, and which one serving shall use.",
        compact(DAY));
  }

  private List<TopicPlan> deadLetters() {
    return Stream.of(
            names.interactions(),
            names.items(),
            names.userSequences(),
            names.acceptedInteractions(),
            names.trainingExamples(),
            names.itemTransitions(),
            names.itemPopularity(),
            names.recommendations(),
            names.recommendationRequests(),
            names.userDeletions())
        .map(TopicPlans::deadLetter)
        .toList();
  }

  private static TopicPlan deadLetter(String source) {
    return new TopicPlan(
        source + Topic.DEAD_LETTER_SUFFIX,
        1,
        "Records of " + source + " that could not be processed, with the reason in their headers.",
        appendTime(deleteAfter(Duration.ofDays(14))));
  }

  private TopicPlan byUser(String name, String description, Map<String, String> config) {
    return new TopicPlan(name, settings.partitions(), description, config);
  }

  private TopicPlan byItem(String name, String description, Map<String, String> config) {
    return new TopicPlan(name, settings.itemPartitions(), description, config);
  }

  private static Map<String, String> deleteAfter(Duration retention) {
    return Map.of(
        CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE,
        RETENTION_MS_CONFIG, ms(retention),
        SEGMENT_MS_CONFIG, ms(retention.compareTo(DAY) < 0 ? retention : DAY));
  }

  private static Map<String, String> compact(Duration within) {
    return Map.of(
        CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT, MAX_COMPACTION_LAG_MS_CONFIG, ms(within));
  }

  private static Map<String, String> compactAndDeleteAfter(
      Duration retention, Map<String, String> compaction) {
    Map<String, String> config = new HashMap<>(deleteAfter(retention));
    config.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT + "," + CLEANUP_POLICY_DELETE);
    config.putAll(compaction);
    return config;
  }

  private static Map<String, String> appendTime(Map<String, String> config) {
    Map<String, String> stamped = new HashMap<>(config);
    stamped.put(MESSAGE_TIMESTAMP_TYPE_CONFIG, APPEND_TIME);
    return stamped;
  }

  private static String ms(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
