package dev.millrace.streams.packets;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.streams.internal.Suppliers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Keeps a row per key up to date with the changes of accepted interactions, and emits the rows that
 * changed every two seconds.
 *
 * <p>An interaction can change several rows of several partitions. A record for each change would
 * cost more than the rest of the pipeline together, so changes wait in a cached store for a moment
 * and cross the repartition topic in packets. What waits is part of the task's state: it is
 * committed with the offsets that it came from, and is there again after a crash.
 *
 * @param name what is summed; stores and topics are called after it
 * @param changes the changes that an interaction makes
 * @param rules how rows change
 * @param <V> what a row is emitted as
 */
public record PacketedSum<V>(
    String name, Function<AcceptedInteraction, List<KeyedChange>> changes, RowRules<V> rules) {

  /** The store that holds the rows. */
  public String rowStore() {
    return name + "-rows";
  }

  /** Adds the two halves to a topology: packets are made by user, rows are kept by key. */
  public KStream<String, V> of(KStream<String, AcceptedInteraction> accepted) {
    SumChanges.StoreNames stores = new SumChanges.StoreNames(rowStore(), name + "-waiting");
    String pending = name + "-pending";
    return accepted
        .process(
            Suppliers.of(() -> new PackChanges(changes, pending), PackChanges.stores(pending)),
            Named.as(name + "-pack"))
        .repartition(
            Repartitioned.<Integer, byte[]>as(name + "-packets")
                .withKeySerde(Serdes.Integer())
                .withValueSerde(Serdes.ByteArray())
                .withStreamPartitioner(PacketedSum::partition))
        .process(
            Suppliers.of(() -> new SumChanges<>(rules, stores), stores.builders()),
            Named.as(name + "-sum"));
  }

  private static Optional<Set<Integer>> partition(
      String topic, Integer bucket, byte[] packet, int partitions) {
    return Optional.of(Set.of(bucket % partitions));
  }
}
