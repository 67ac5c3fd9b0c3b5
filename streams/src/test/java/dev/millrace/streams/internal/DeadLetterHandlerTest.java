package dev.millrace.streams.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.deadletter.DeadLetterReason;
import dev.millrace.contract.deadletter.DeadLetters;
import dev.millrace.contract.registry.RegistryUnavailableException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterHandlerTest {

  private final LongAdder count = new LongAdder();
  private final DeadLetterHandler handler = new DeadLetterHandler();

  @BeforeEach
  void configure() {
    handler.configure(
        Map.of(DeadLetterHandler.SOURCE_TOPIC, "interactions", DeadLetterHandler.COUNT, count));
  }

  @Test
  void shouldKeepBytesAndHeadersWhenRecordCannotBeRead() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", new byte[] {7});

    DeserializationExceptionHandler.Response response =
        handler.handleError(
            new Context("interactions", headers), consumed(), new SerializationException("broken"));

    assertThat(response.result()).isEqualTo(DeserializationExceptionHandler.Result.RESUME);
    ProducerRecord<byte[], byte[]> letter = response.deadLetterQueueRecords().get(0);
    assertThat(letter.topic()).isEqualTo("interactions.dlq");
    assertThat(count.sum()).isEqualTo(1);
    assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
    assertThat(letter.value()).isEqualTo("value".getBytes(UTF_8));
    assertThat(letter.headers().lastHeader("trace").value()).isEqualTo(new byte[] {7});
    assertThat(DeadLetters.reason(letter.headers()))
        .contains(
            new DeadLetterReason(
                SerializationException.class.getName(), "broken", "interactions", 3, 42));
  }

  @Test
  void shouldNameSourceWhenRecordComesFromInternalTopic() {
    Headers headers =
        SourcePosition.with(
            new RecordHeaders(), new Position("interactions", 5, 17), "session".getBytes(UTF_8));

    ProcessingExceptionHandler.Response response =
        handler.handleError(
            new Context("millrace-sequences-interactions-by-user-repartition", headers),
            new Record<>("key", "value", 0),
            new IllegalStateException("bad"));

    assertThat(response.result()).isEqualTo(ProcessingExceptionHandler.Result.RESUME);
    ProducerRecord<byte[], byte[]> letter = response.deadLetterQueueRecords().get(0);
    assertThat(letter.topic()).isEqualTo("interactions.dlq");
    assertThat(DeadLetters.reason(letter.headers()))
        .contains(
            new DeadLetterReason(
                IllegalStateException.class.getName(), "bad", "interactions", 5, 17));
    assertThat(letter.key()).isEqualTo("session".getBytes(UTF_8));
    assertThat(letter.headers().lastHeader("millrace.source.position")).isNull();
    assertThat(letter.headers().lastHeader("millrace.source.key")).isNull();
  }

  @Test
  void shouldFailWhenRegistryIsDown() {
    Exception registryDown =
        new StreamsException(new RegistryUnavailableException("down", new IOException()));

    assertThat(
            handler.handleError(context(), new Record<>("key", "value", 0), registryDown).result())
        .isEqualTo(ProcessingExceptionHandler.Result.FAIL);
    assertThat(
            handler
                .handleError(
                    context(),
                    consumed(),
                    new RegistryUnavailableException("down", new IOException()))
                .result())
        .isEqualTo(DeserializationExceptionHandler.Result.FAIL);
  }

  @Test
  void shouldFailWhenStoreHoldsAnUnknownFormat() {
    assertThat(
            handler
                .handleError(
                    context(),
                    new Record<>("key", "value", 0),
                    new UnknownStateFormatException("user-states", 2, 1))
                .result())
        .isEqualTo(ProcessingExceptionHandler.Result.FAIL);
  }

  private static Context context() {
    return new Context("interactions", new RecordHeaders());
  }

  private static ConsumerRecord<byte[], byte[]> consumed() {
    return new ConsumerRecord<>(
        "interactions", 3, 42, "key".getBytes(UTF_8), "value".getBytes(UTF_8));
  }

  private record Position(String topic, int partition, long offset) implements RecordMetadata {}

  private record Context(String topic, Headers headers) implements ErrorHandlerContext {

    @Override
    public int partition() {
      return 3;
    }

    @Override
    public long offset() {
      return 42;
    }

    @Override
    public String processorNodeId() {
      return "node";
    }

    @Override
    public TaskId taskId() {
      return new TaskId(0, 3);
    }

    @Override
    public long timestamp() {
      return 1_000;
    }

    @Override
    public byte[] sourceRawKey() {
      return "key".getBytes(UTF_8);
    }

    @Override
    public byte[] sourceRawValue() {
      return "value".getBytes(UTF_8);
    }
  }
}
