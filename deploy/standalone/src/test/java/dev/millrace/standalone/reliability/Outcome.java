package dev.millrace.standalone.reliability;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.Interaction;
import dev.millrace.avro.ItemPopularity;
import dev.millrace.avro.ItemTransitions;
import dev.millrace.avro.OnlineMetrics;
import dev.millrace.avro.Recommendation;
import dev.millrace.avro.TrainingExample;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.Topic;
import dev.millrace.standalone.reliability.TopicProbe.Decoded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * All that a pipeline has written and committed.
 *
 * @param sequences newest of each user; null after a deletion
 * @param accepted all, in the order of each partition
 * @param examples all, in the order of each partition
 * @param transitions newest row of each item that has one
 * @param popularity newest count of each item
 * @param lists all lists and tombstones, in the order of each partition
 * @param metrics newest of each model and window
 * @param sources what was sent to the interactions
 * @param deadLetters what of it could not be used
 */
record Outcome(
    Map<String, UserSequence> sequences,
    List<AcceptedInteraction> accepted,
    List<TrainingExample> examples,
    Map<String, ItemTransitions> transitions,
    Map<String, ItemPopularity> popularity,
    List<Decoded<String, Recommendation>> lists,
    Map<String, OnlineMetrics> metrics,
    List<ConsumerRecord<byte[], byte[]>> sources,
    List<ConsumerRecord<byte[], byte[]>> deadLetters) {

  static Outcome of(Pipeline pipeline, TopicProbe probe) {
    Topic<String, Interaction> interactions = pipeline.topics().interactions();
    return new Outcome(
        newest(probe.committed(pipeline.topics().userSequences())),
        values(probe.committed(pipeline.topics().acceptedInteractions())),
        values(probe.committed(pipeline.topics().trainingExamples())),
        existing(newest(probe.committed(pipeline.topics().itemTransitions()))),
        existing(newest(probe.committed(pipeline.topics().itemPopularity()))),
        probe.committed(pipeline.topics().recommendations()),
        newestByWindow(probe.committed(pipeline.topics().onlineMetrics())),
        probe.committed(interactions.name()),
        probe.committed(interactions.deadLetterName()));
  }

  private static <V> List<V> values(List<Decoded<String, V>> records) {
    return records.stream().map(Decoded::value).toList();
  }

  /** Value of the last record of each key; null after a tombstone. */
  static <V> Map<String, V> newest(List<Decoded<String, V>> records) {
    Map<String, V> newest = new HashMap<>();
    records.forEach(record -> newest.put(record.key(), record.value()));
    return newest;
  }

  /** Whether a row that came and went was seen in between depends on when commits fell. */
  private static <V> Map<String, V> existing(Map<String, V> newest) {
    newest.values().removeIf(Objects::isNull);
    return newest;
  }

  private static Map<String, OnlineMetrics> newestByWindow(
      List<Decoded<String, OnlineMetrics>> records) {
    Map<String, OnlineMetrics> newest = new HashMap<>();
    records.forEach(
        record ->
            newest.put(
                record.key()
                    + "@"
                    + record.value().getServedModelId()
                    + "@"
                    + record.value().getWindowStart(),
                record.value()));
    return newest;
  }
}
