package dev.millrace.streams.internal;

import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** A count and a rate among the metrics of Kafka Streams, one per task. */
public final class Counter {

  private static final String SCOPE = "millrace";

  private final Sensor sensor;

  private Counter(Sensor sensor) {
    this.sensor = sensor;
  }

  /**
   * @param context of the processor that counts
   * @param what is counted, for instance {@code duplicate-interactions}
   */
  public static Counter of(ProcessorContext<?, ?> context, String what) {
    return new Counter(
        context
            .metrics()
            .addRateTotalSensor(SCOPE, context.taskId().toString(), what, RecordingLevel.INFO));
  }

  /** Counts one more. */
  public void increment() {
    sensor.record();
  }
}
