package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TransactionalOutputTest {

  private static final ProducerRecord<byte[], byte[]> LIST =
      new ProducerRecord<>("recommendations", new byte[] {1}, new byte[] {2});
  private static final ConsumedOffsets OFFSETS =
      new ConsumedOffsets(
          Map.of(new TopicPartition("user-sequences", 0), new OffsetAndMetadata(7)),
          new MockConsumer<byte[], byte[]>("earliest").groupMetadata());

  private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final TransactionalOutput output =
      new TransactionalOutput(
          this::nextProducer,
          cause -> new ServingFencedException("one", cause),
          new Patience(stopping::get));

  @Test
  void shouldCommitRecordsWithTheirOffsetsWhenAllGoesWell() {
    output.commit(List.of(LIST), OFFSETS);

    assertThat(producer().history()).containsExactly(LIST);
    assertThat(producer().consumerGroupOffsetsHistory())
        .containsExactly(Map.of(OFFSETS.group().groupId(), OFFSETS.next()));
    assertThat(producer().commitCount()).isEqualTo(1);
  }

  @Test
  void shouldAbortWhenTheGroupHasMovedOn() {
    MockProducer<byte[], byte[]> producer = initialised();
    producer.sendOffsetsToTransactionException = new CommitFailedException("rebalanced");

    assertThatThrownBy(() -> output.commit(List.of(LIST), OFFSETS))
        .isInstanceOf(TransactionAbortedException.class)
        .hasMessageContaining("rebalanced");

    assertThat(producer.transactionAborted()).isTrue();
    assertThat(producer.history()).isEmpty();
    assertThat(producers).hasSize(1);
  }

  @Test
  void shouldBeginAnewWithTheSameProducerWhenATransactionWasAborted() {
    MockProducer<byte[], byte[]> producer = initialised();
    producer.commitTransactionException = new KafkaException("lost");
    assertThatThrownBy(() -> output.commit(List.of(LIST), OFFSETS))
        .isInstanceOf(TransactionAbortedException.class);
    producer.commitTransactionException = null;

    output.commit(List.of(LIST), OFFSETS);

    assertThat(producer.history()).containsExactly(LIST);
  }

  @Test
  void shouldTakeANewProducerWhenTheOldOneCannotEvenAbort() {
    MockProducer<byte[], byte[]> first = initialised();
    first.commitTransactionException = new KafkaException("lost");
    first.abortTransactionException = new KafkaException("unusable");
    assertThatThrownBy(() -> output.commit(List.of(LIST), OFFSETS))
        .isInstanceOf(TransactionAbortedException.class);

    output.commit(List.of(LIST), OFFSETS);

    assertThat(first.closed()).isTrue();
    assertThat(producers).hasSize(2);
    assertThat(producers.get(1).history()).containsExactly(LIST);
  }

  @Test
  void shouldTakeANewProducerWhenTheCoordinatorGaveTheTransactionUp() {
    initialised().fenceProducer();
    assertThatThrownBy(() -> output.commit(List.of(LIST), OFFSETS))
        .isInstanceOf(TransactionAbortedException.class);

    output.commit(List.of(LIST), OFFSETS);

    assertThat(producers).hasSize(2);
    assertThat(producers.get(1).history()).containsExactly(LIST);
  }

  @Test
  void shouldGiveUpWhenAnotherProcessTookThePlaceInTheGroup() {
    initialised().sendOffsetsToTransactionException = new FencedInstanceIdException("replaced");

    assertThatThrownBy(() -> output.commit(List.of(LIST), OFFSETS))
        .isInstanceOf(ServingFencedException.class)
        .hasMessage(
            "Another serving process uses the instance id 'one' and has taken over;"
                + " give each process its own instance id");
  }

  @Test
  void shouldGiveUpWhenARecordIsTooLarge() {
    initialised().commitTransactionException =
        new KafkaException(new RecordTooLargeException("too large"));

    assertThatThrownBy(() -> output.commit(List.of(LIST), OFFSETS))
        .hasRootCauseInstanceOf(RecordTooLargeException.class);
  }

  @Test
  void shouldGiveUpWhenItIsNotAllowedToWrite() {
    initialised().commitTransactionException = new TopicAuthorizationException("not allowed");

    assertThatThrownBy(() -> output.commit(List.of(LIST), OFFSETS))
        .isInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void shouldStopWaitingForBrokersWhenToldToStop() {
    MockProducer<byte[], byte[]> producer = initialised();
    producer.commitTransactionException = new TimeoutException("no broker");
    stopping.set(true);

    assertThatThrownBy(() -> output.commit(List.of(LIST), OFFSETS))
        .isInstanceOf(ServingStoppedException.class);
  }

  private Producer<byte[], byte[]> nextProducer() {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    producers.add(producer);
    return producer;
  }

  private MockProducer<byte[], byte[]> initialised() {
    output.initialised();
    return producer();
  }

  private MockProducer<byte[], byte[]> producer() {
    return producers.get(producers.size() - 1);
  }
}
