package dev.millrace.standalone.bench;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What clients have written to the broker of this process, from the broker's own metric: it only
 * grows, whatever is compacted or deleted meanwhile. Replication and markers do not count.
 */
final class BytesWritten {

  private static final String METRIC = "kafka.server:type=BrokerTopicMetrics,name=BytesInPerSec";

  private BytesWritten() {}

  /** Bytes since the broker started. */
  static long total() {
    try {
      Object count =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(ObjectName.getInstance(METRIC), "Count");
      return ((Number) count).longValue();
    } catch (JMException e) {
      throw new BenchmarkException("The broker does not tell how many bytes it took", e);
    }
  }
}
