package dev.millrace.streams;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Reads the lag from the metrics of consumers. */
final class ConsumerLag {

  private static final String GROUP = "consumer-fetch-manager-metrics";
  private static final String LAG = "records-lag";

  private ConsumerLag() {}

  /** Sum over all partitions; those never fetched from count nothing. */
  static long of(Map<MetricName, ? extends Metric> metrics) {
    double lag = 0;
    for (Map.Entry<MetricName, ? extends Metric> entry : metrics.entrySet()) {
      MetricName name = entry.getKey();
      if (name.group().equals(GROUP)
          && name.name().equals(LAG)
          && entry.getValue().metricValue() instanceof Double value
          && value > 0) {
        lag += value;
      }
    }
    return (long) lag;
  }
}
