package dev.millrace.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Transactions that were under way when the embedded broker stopped. */
class StoppedTransactionsIT {

  private static final TopicPartition PARTITION = new TopicPartition("written", 0);
  private static final int WRITERS = 24;
  private static final long ENOUGH_RECORDS = 5 * WRITERS;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void shouldLeaveNoTransactionOpenForEverWhenBrokerStopsAndStarts(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      createTopic(broker.bootstrapServers());
      for (int writer = 0; writer < WRITERS; writer++) {
        String id = "writer-" + writer;
        String address = broker.bootstrapServers();
        writers.add(CompletableFuture.runAsync(() -> writeUntilStopped(address, id), threads));
      }
      awaitCommitted(broker.bootstrapServers());
    }
    writers.forEach(CompletableFuture::join);
    threads.shutdown();

    try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      long end = end(admin, IsolationLevel.READ_UNCOMMITTED);
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (end(admin, IsolationLevel.READ_COMMITTED) < end && System.nanoTime() < deadline) {
        Thread.sleep(100);
      }
      assertThat(end).isGreaterThanOrEqualTo(ENOUGH_RECORDS);
      assertThat(end(admin, IsolationLevel.READ_COMMITTED))
          .as("readers of committed records reach the end")
          .isEqualTo(end(admin, IsolationLevel.READ_UNCOMMITTED));
    }
  }

  /** Waits until the writers are well under way. */
  private static void awaitCommitted(String address) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (end(admin, IsolationLevel.READ_COMMITTED) < ENOUGH_RECORDS) {
        assertThat(System.nanoTime()).as("the writers get on").isLessThan(deadline);
        Thread.sleep(20);
      }
    }
  }

  private static void createTopic(String address) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1))).all().get();
    }
  }

  /** One transaction after another, until the broker does not answer any more. */
  private static void writeUntilStopped(String address, String id) {
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", address,
                "transactional.id", id,
                "transaction.timeout.ms", 2_000,
                "max.block.ms", 10_000,
                "delivery.timeout.ms", 2_000,
                "request.timeout.ms", 1_000,
                "retry.backoff.ms", 1,
                "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    try {
      producer.initTransactions();
      while (!Thread.currentThread().isInterrupted()) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(PARTITION.topic(), new byte[] {1})).get();
        producer.commitTransaction();
      }
    } catch (KafkaException | ExecutionException stopped) {
      // The broker is away; what was under way stays as it is.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  private static long end(Admin admin, IsolationLevel isolation) throws Exception {
    return admin
        .listOffsets(Map.of(PARTITION, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
        .partitionResult(PARTITION)
        .get()
        .offset();
  }
}
