package dev.millrace.streams.prequential;

import dev.millrace.avro.OnlineMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Puts together what the partitions know of a model in a window. */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
final class MergePartials implements Processor<String, Partial, String, OnlineMetrics> {

  static final String PARTIALS = "partials-per-window";

  private final PrequentialSettings settings;
  private ProcessorContext<String, OnlineMetrics> context;
  private KeyValueStore<Bytes, Partial> partials;
  private TitledItems items;

  MergePartials(PrequentialSettings settings) {
    this.settings = settings;
  }

  static Set<StoreBuilder<?>> stores() {
    return Set.of(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(PARTIALS), Serdes.Bytes(), Partial.serde())
            .withCachingEnabled());
  }

  @Override
  public void init(ProcessorContext<String, OnlineMetrics> processorContext) {
    context = processorContext;
    partials = processorContext.getStateStore(PARTIALS);
    items = new TitledItems(processorContext);
    processorContext.schedule(settings.window(), PunctuationType.STREAM_TIME, this::dropOld);
  }

  @Override
  public void process(Record<String, Partial> record) {
    Partial partial = record.value();
    partials.put(partial.key().toBytes(partial.partition()), partial);
    context.forward(record.withValue(merged(partial.key())));
  }

  private OnlineMetrics merged(WindowKey key) {
    Sums sums = Sums.NONE;
    List<Coverage> coverages = new ArrayList<>();
    try (KeyValueIterator<Bytes, Partial> parts =
        partials.prefixScan(key.toBytes(), new BytesSerializer())) {
      while (parts.hasNext()) {
        Partial part = parts.next().value;
        sums = sums.plus(part.sums());
        coverages.add(part.coverage());
      }
    }
    return metrics(key, sums, Coverage.distinct(coverages));
  }

  private OnlineMetrics metrics(WindowKey key, Sums sums, double distinct) {
    long catalogueSize = items.count();
    return OnlineMetrics.newBuilder()
        .setModelId(key.modelId())
        .setServedModelId(key.servedModelId())
        .setWindowStart(key.start())
        .setWindowEnd(key.start() + settings.window().toMillis())
        .setK(settings.k())
        .setInteractions(sums.interactions())
        .setHits(sums.hits())
        .setHitRate(sums.mean((double) sums.hits()))
        .setNdcg(sums.mean(sums.gain()))
        .setItemNdcg(sums.mean(sums.itemGain()))
        .setMrr(sums.mean(sums.reciprocalRank()))
        .setDistinctItems(distinct)
        .setCatalogueSize(catalogueSize)
        .setCoverage(catalogueSize == 0 ? 0 : Math.min(1, distinct / catalogueSize))
        .setMeanLatencyMs(sums.latency().meanMs())
        .setMaxLatencyMs(sums.latency().maxMs())
        .build();
  }

  /** Keeps windows twice as long as the partitions do, so that none comes back after it went. */
  private void dropOld(long now) {
    long keptMs = settings.window().plus(settings.retention()).multipliedBy(2).toMillis();
    try (KeyValueIterator<Bytes, Partial> all = partials.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, Partial> entry = all.next();
        if (entry.value.key().start() < now - keptMs) {
          partials.delete(entry.key);
        }
      }
    }
  }
}
