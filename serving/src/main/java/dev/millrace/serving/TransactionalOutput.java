package dev.millrace.serving;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * Writes records and the offsets of what caused them in one transaction. Brokers that do not answer
 * are waited for; a transaction that cannot be committed is aborted and reported. Belongs to the
 * serving thread.
 */
final class TransactionalOutput implements AutoCloseable {

  private static final List<Class<? extends KafkaException>> HOPELESS =
      List.of(
          AuthenticationException.class,
          AuthorizationException.class,
          InterruptException.class,
          RecordTooLargeException.class,
          UnsupportedVersionException.class);

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Function<Throwable, ServingFencedException> fenced;
  private final Patience patience;
  private @Nullable Producer<byte[], byte[]> producer;

  /**
   * @param producers makes producers, all with the transactional id of this instance
   * @param fenced what to throw when another process has taken this one's place in the group
   */
  TransactionalOutput(
      Supplier<Producer<byte[], byte[]>> producers,
      Function<Throwable, ServingFencedException> fenced,
      Patience patience) {
    this.producers = producers;
    this.fenced = fenced;
    this.patience = patience;
  }

  /**
   * Commits records and offsets, or neither.
   *
   * @throws TransactionAbortedException if neither; the caller reads again from what is committed
   * @throws ServingFencedException if another process has taken over
   * @throws KafkaException if it can never succeed
   */
  void commit(List<ProducerRecord<byte[], byte[]>> records, ConsumedOffsets offsets) {
    Producer<byte[], byte[]> current = initialised();
    try {
      current.beginTransaction();
      for (ProducerRecord<byte[], byte[]> record : records) {
        // What a send fails with, the commit fails with.
        Future<RecordMetadata> unused = current.send(record);
      }
      current.sendOffsetsToTransaction(offsets.next(), offsets.group());
      patience.untilDone("commit", current::commitTransaction);
    } catch (FencedInstanceIdException takenOver) {
      throw fenced.apply(takenOver);
    } catch (ProducerFencedException timedOutOrTakenOver) {
      // The coordinator says the same in both cases. The group knows better: whoever has been
      // replaced is told so by its next call there.
      discard(current);
      throw new TransactionAbortedException(timedOutOrTakenOver);
    } catch (KafkaException failed) {
      throwIfHopeless(failed);
      abort(current);
      throw new TransactionAbortedException(failed);
    }
  }

  /** Takes the transactional id, which ends what an earlier process left open. */
  Producer<byte[], byte[]> initialised() {
    Producer<byte[], byte[]> current = producer;
    if (current == null) {
      Producer<byte[], byte[]> fresh = producers.get();
      producer = fresh;
      patience.untilDone("begin transactions", fresh::initTransactions);
      current = fresh;
    }
    return current;
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(2));
      producer = null;
    }
  }

  private void abort(Producer<byte[], byte[]> current) {
    try {
      patience.untilDone("abort", current::abortTransaction);
    } catch (KafkaException unusable) {
      throwIfHopeless(unusable);
      discard(current);
    }
  }

  private void discard(Producer<byte[], byte[]> unusable) {
    unusable.close(Duration.ZERO);
    producer = null;
  }

  private static void throwIfHopeless(KafkaException failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      for (Class<? extends KafkaException> hopeless : HOPELESS) {
        if (hopeless.isInstance(cause)) {
          throw failed;
        }
      }
    }
  }
}
