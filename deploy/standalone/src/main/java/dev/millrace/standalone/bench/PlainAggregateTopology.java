package dev.millrace.standalone.bench;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.SequenceEntry;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The baseline: the last N interactions per user as anybody would write them in the DSL, with the
 * same serdes, kind of store and guarantees as the application, and nothing else (no deduplication,
 * order by arrival, no examples, no model).
 *
 * @param source where interactions come from
 * @param sink where sequences go
 * @param shape what it keeps and whether it writes every change
 * @param properties properties of the instance that will run it
 */
record PlainAggregateTopology(
    Topic<String, Interaction> source,
    Topic<String, UserSequence> sink,
    Shape shape,
    Properties properties)
    implements Supplier<Topology> {

  /**
   * What it keeps.
   *
   * @param length how many entries a sequence keeps
   * @param cached whether a record cache may swallow changes between two commits
   */
  record Shape(int length, boolean cached) {}

  @Override
  public Topology get() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(source.name(), Consumed.with(source.keys(), source.values()).withName("read"))
        .groupByKey(Grouped.with("by-user", source.keys(), source.values()))
        .aggregate(
            () -> new UserSequence("", List.of(), List.of(), 0L, 0L),
            this::append,
            Named.as("append"),
            store())
        .toStream(Named.as("changes"))
        .to(sink.name(), Produced.with(sink.keys(), sink.values()).withName("write"));
    return builder.build(properties);
  }

  private Materialized<String, UserSequence, KeyValueStore<Bytes, byte[]>> store() {
    Materialized<String, UserSequence, KeyValueStore<Bytes, byte[]>> store =
        Materialized.<String, UserSequence, KeyValueStore<Bytes, byte[]>>as("last-n")
            .withKeySerde(sink.keys())
            .withValueSerde(sink.values());
    return shape.cached() ? store.withCachingEnabled() : store.withCachingDisabled();
  }

  private UserSequence append(String userId, Interaction interaction, UserSequence before) {
    List<SequenceEntry> entries = new ArrayList<>(before.getEntries());
    if (entries.size() == shape.length()) {
      entries.remove(0);
    }
    entries.add(
        new SequenceEntry(
            interaction.getItemId(),
            interaction.getType(),
            interaction.getValue(),
            interaction.getTimestamp(),
            true));
    return new UserSequence(
        userId, entries, List.of(), before.getVersion() + 1, interaction.getTimestamp());
  }
}
