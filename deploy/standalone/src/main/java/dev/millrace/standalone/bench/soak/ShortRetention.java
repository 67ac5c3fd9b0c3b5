package dev.millrace.standalone.bench.soak;

import static org.apache.kafka.common.config.TopicConfig.DELETE_RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_MS_CONFIG;

import dev.millrace.contract.TopicNames;
import dev.millrace.contract.TopicPlan;
import dev.millrace.contract.TopicPlans;
import dev.millrace.contract.TopicSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Topics as they are created for users, but kept for minutes instead of days: what is to be deleted
 * or compacted is, many times in one run.
 *
 * @param retention of records, and most time until they are compacted
 */
record ShortRetention(Duration retention) {

  /** The examples that the trainer learns from. */
  static final String SAMPLED_EXAMPLES = "sampled-examples";

  private static final int PARTITIONS = 4;
  private static final String SEGMENT_BYTES = Integer.toString(4 << 20);
  private static final String OFTEN_MS = "5000";

  /** Every topic, and one more for examples. */
  List<TopicPlan> plans() {
    TopicNames names = TopicNames.defaults();
    List<TopicPlan> plans =
        TopicPlans.of(names, new TopicSettings(PARTITIONS, PARTITIONS, retention));
    Stream<TopicPlan> sampled =
        plans.stream()
            .filter(plan -> plan.name().equals(names.trainingExamples()))
            .map(plan -> renamed(plan, SAMPLED_EXAMPLES));
    return Stream.concat(plans.stream(), sampled).map(plan -> plan.with(config())).toList();
  }

  private static TopicPlan renamed(TopicPlan plan, String name) {
    return new TopicPlan(name, plan.partitions(), plan.description(), plan.config());
  }

  private Map<String, String> config() {
    return Map.of(
        RETENTION_MS_CONFIG, ms(1),
        SEGMENT_MS_CONFIG, ms(2),
        MAX_COMPACTION_LAG_MS_CONFIG, ms(1),
        MIN_COMPACTION_LAG_MS_CONFIG, "0",
        DELETE_RETENTION_MS_CONFIG, ms(1));
  }

  /** The same for the topics that others create, and a broker that looks after them often. */
  Map<String, String> brokerProperties() {
    Map<String, String> properties = new HashMap<>();
    properties.put("log.segment.bytes", SEGMENT_BYTES);
    properties.put("offsets.topic.segment.bytes", SEGMENT_BYTES);
    properties.put("transaction.state.log.segment.bytes", SEGMENT_BYTES);
    properties.put("log.roll.ms", ms(2));
    properties.put("log.cleaner.max.compaction.lag.ms", ms(1));
    properties.put("log.cleaner.delete.retention.ms", ms(1));
    properties.put("log.cleaner.backoff.ms", OFTEN_MS);
    properties.put("log.retention.check.interval.ms", OFTEN_MS);
    properties.put("log.segment.delete.delay.ms", OFTEN_MS);
    return properties;
  }

  private String ms(int parts) {
    return Long.toString(retention.toMillis() / parts);
  }
}
