package dev.millrace.standalone.cli;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendationRequest;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Asks a question over one topic and waits for its answer on another. */
final class RecommendationClient {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Connection connection;
  private final Topics topics;

  RecommendationClient(Connection connection, Topics topics) {
    this.connection = connection;
    this.topics = topics;
  }

  /**
   * @param timeout how long to wait for the answer
   * @return the list with the request's correlation id, or empty when none came in time
   */
  Optional<Recommendation> ask(RecommendationRequest request, Duration timeout) {
    try (KafkaConsumer<String, Recommendation> answers =
        TopicReader.open(connection, topics.recommendations())) {
      answers.seekToEnd(answers.assignment());
      // The end is fixed here, before the question is asked: no answer can be missed.
      answers.assignment().forEach(answers::position);
      send(request);
      return await(answers, request.getCorrelationId(), timeout);
    }
  }

  private void send(RecommendationRequest request) {
    Topic<String, RecommendationRequest> topic = topics.recommendationRequests();
    try (KafkaProducer<String, RecommendationRequest> producer =
        new KafkaProducer<>(
            connection.client(Map.of()), topic.keys().serializer(), topic.values().serializer())) {
      producer.send(new ProducerRecord<>(topic.name(), request.getUserId(), request)).get();
    } catch (ExecutionException e) {
      throw new KafkaException("The request was not written", e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static Optional<Recommendation> await(
      KafkaConsumer<String, Recommendation> answers, String correlationId, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<String, Recommendation> answer : answers.poll(POLL)) {
        if (answer.value() != null && correlationId.equals(answer.value().getCorrelationId())) {
          return Optional.of(answer.value());
        }
      }
    }
    return Optional.empty();
  }
}
