package dev.millrace.standalone.telemetry;

import dev.millrace.contract.trace.FinishedSpan;
import dev.millrace.contract.trace.ReceivedTrace;
import dev.millrace.contract.trace.SpanDescription;
import dev.millrace.contract.trace.SpanExport;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans to a collector, in batches, from a thread of its own. What the collector does not
 * take is lost and counted; whoever hands a span over never waits for it.
 */
final class OtlpSpans implements SpanExport, AutoCloseable {

  private static final String SCOPE = "dev.millrace";
  private static final int CAPACITY = 4_096;
  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(2);

  private final SdkLog log = SdkLog.listen();
  private final GivenIds ids = new GivenIds();
  private final BoundedQueue queue;
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  /**
   * @param exporter sends them; closed with this
   * @param resource who sends them
   */
  OtlpSpans(SpanExporter exporter, Resource resource) {
    queue = new BoundedQueue(exporter, CAPACITY);
    provider =
        SdkTracerProvider.builder()
            .setResource(resource)
            .setIdGenerator(ids)
            .setSampler(Sampler.parentBased(Sampler.alwaysOff()))
            .addSpanProcessor(
                BatchSpanProcessor.builder(queue)
                    .setMaxQueueSize(CAPACITY)
                    .setScheduleDelay(DELAY)
                    .build())
            .build();
    tracer = provider.get(SCOPE);
  }

  @Override
  public void accept(FinishedSpan finished) {
    if (!queue.enter()) {
      return;
    }
    SpanDescription description = finished.description();
    ids.next(finished.spanId());
    Span span =
        tracer
            .spanBuilder(description.name())
            .setParent(parent(finished.parent()))
            .setSpanKind(kind(description))
            .setStartTimestamp(finished.parent().receivedAt(), TimeUnit.NANOSECONDS)
            .setAllAttributes(attributes(description.attributes()))
            .setAllAttributes(attributes(finished.notes()))
            .startSpan();
    if (finished.failure() != null) {
      span.setStatus(StatusCode.ERROR, finished.failure());
    }
    span.end(finished.endedAt(), TimeUnit.NANOSECONDS);
  }

  @Override
  public long dropped() {
    return queue.dropped();
  }

  /** Sends what is left, if the collector takes it at once. */
  @Override
  public void close() {
    provider.shutdown().join(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS);
    log.close();
  }

  private static Context parent(ReceivedTrace trace) {
    SpanContext parent =
        SpanContext.createFromRemoteParent(
            trace.traceId(), trace.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
    return Context.root().with(Span.wrap(parent));
  }

  private static SpanKind kind(SpanDescription description) {
    return switch (description.kind()) {
      case CONSUMER -> SpanKind.CONSUMER;
      case PRODUCER -> SpanKind.PRODUCER;
    };
  }

  private static Attributes attributes(Map<String, Object> values) {
    AttributesBuilder attributes = Attributes.builder();
    values.forEach(
        (name, value) -> {
          if (value instanceof Long number) {
            attributes.put(AttributeKey.longKey(name), number);
          } else {
            attributes.put(AttributeKey.stringKey(name), value.toString());
          }
        });
    return attributes.build();
  }
}
