package dev.millrace.streams.internal;

import dev.millrace.contract.deadletter.DeadLetters;
import dev.millrace.contract.deadletter.FailedRecord;
import dev.millrace.contract.trace.Tracing;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a record that cannot be read or processed to the dead letters of its source topic, in the
 * same transaction, and goes on. When not the record but its surroundings fail, it stops instead.
 */
public final class DeadLetterHandler
    implements DeserializationExceptionHandler, ProcessingExceptionHandler {

  /** Property: the topic that internal topics of the application repartition. */
  public static final String SOURCE_TOPIC = "millrace.source.topic";

  /** Property: a {@link LongAdder} that counts the dead letters. */
  public static final String COUNT = "millrace.dead.letter.count";

  /** Property: the {@link Tracing} that makes spans of rejected records. */
  public static final String TRACING = "millrace.tracing";

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterHandler.class);

  private String sourceTopic = "";
  private String application = "";
  private LongAdder count = new LongAdder();
  private Tracing tracing = Tracing.off();

  @Override
  public void configure(Map<String, ?> configs) {
    sourceTopic = text(configs.get(SOURCE_TOPIC));
    application = text(configs.get(StreamsConfig.APPLICATION_ID_CONFIG));
    if (configs.get(COUNT) instanceof LongAdder given) {
      count = given;
    }
    if (configs.get(TRACING) instanceof Tracing given) {
      tracing = given;
    }
  }

  private static String text(@Nullable Object configured) {
    return configured == null ? "" : configured.toString();
  }

  @Override
  public DeserializationExceptionHandler.Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
    return Failures.isOfSurroundings(failure)
        ? DeserializationExceptionHandler.Response.fail()
        : DeserializationExceptionHandler.Response.resume(letters(context, failure));
  }

  @Override
  public ProcessingExceptionHandler.Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
    return Failures.isOfSurroundings(failure)
        ? ProcessingExceptionHandler.Response.fail()
        : ProcessingExceptionHandler.Response.resume(letters(context, failure));
  }

  private List<ProducerRecord<byte[], byte[]>> letters(
      ErrorHandlerContext context, Exception failure) {
    FailedRecord failed = SourcePosition.failedRecord(context, sourceTopic);
    count.increment();
    LOG.debug(
        "Record goes to the dead letters. topic={} partition={} offset={} reason={}",
        failed.topic(),
        failed.partition(),
        failed.offset(),
        failure.getClass().getName());
    RecordSpans.rejected(tracing, application, failed, failure);
    return List.of(DeadLetters.of(failed, failure));
  }
}
