package dev.millrace.streams;

import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Sums over the metrics of a topology's consumers. */
final class ConsumerMetrics {

  private static final String GROUP = "consumer-fetch-manager-metrics";
  private static final String LAG = "records-lag";
  private static final String CONSUMED = "records-consumed-total";
  private static final String CLIENT = "client-id";
  private static final String TOPIC = "topic";

  private ConsumerMetrics() {}

  /** Records still to be read over all partitions; those never fetched from count nothing. */
  static long lag(Map<MetricName, ? extends Metric> metrics) {
    return (long) sum(metrics, name -> name.name().equals(LAG));
  }

  /** Records read of the input since the consumers began, without those that restore state. */
  static double consumed(Map<MetricName, ? extends Metric> metrics) {
    return sum(metrics, ConsumerMetrics::isOfInput);
  }

  private static boolean isOfInput(MetricName name) {
    String client = name.tags().getOrDefault(CLIENT, "");
    return name.name().equals(CONSUMED)
        && !name.tags().containsKey(TOPIC)
        && !client.endsWith("-restore-consumer")
        && !client.endsWith("-global-consumer");
  }

  private static double sum(
      Map<MetricName, ? extends Metric> metrics, Predicate<MetricName> wanted) {
    double sum = 0;
    for (Map.Entry<MetricName, ? extends Metric> entry : metrics.entrySet()) {
      MetricName name = entry.getKey();
      if (name.group().equals(GROUP)
          && wanted.test(name)
          && entry.getValue().metricValue() instanceof Double value
          && value > 0) {
        sum += value;
      }
    }
    return sum;
  }
}
