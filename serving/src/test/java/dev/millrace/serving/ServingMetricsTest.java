package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class ServingMetricsTest {

  private record Gauge(MetricName metricName, Object metricValue) implements Metric {}

  @Test
  void shouldShowTheProducerThatReplacedAnother() {
    try (ServingMetrics metrics = new ServingMetrics(Clock.systemUTC())) {
      metrics.bind(producerWith(11));
      assertThat(metrics.scrape()).contains("batch_size_avg{").contains(" 11.0");

      metrics.bind(producerWith(22));

      assertThat(metrics.scrape()).contains(" 22.0").doesNotContain(" 11.0");
    }
  }

  private static Producer<byte[], byte[]> producerWith(double batchSize) {
    MetricName name =
        new MetricName("batch-size-avg", "producer-metrics", "", Map.of("client-id", "serving"));
    MockProducer<byte[], byte[]> producer = new MockProducer<>();
    producer.setMockMetrics(name, new Gauge(name, batchSize));
    return producer;
  }
}
