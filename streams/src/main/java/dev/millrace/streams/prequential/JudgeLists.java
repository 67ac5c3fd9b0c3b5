package dev.millrace.streams.prequential;

import dev.millrace.avro.AcceptedInteraction;
import dev.millrace.avro.Recommendation;
import dev.millrace.contract.HitRule;
import dev.millrace.streams.internal.Counter;
import dev.millrace.streams.prequential.ServedList.ModelList;
import dev.millrace.streams.prequential.UserEvent.Shown;
import dev.millrace.streams.prequential.UserEvent.Taken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Compares what a user takes with the newest list that was made before, and says about once a
 * second what the windows have become. The clock decides only how often that is said, never what.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
final class JudgeLists implements Processor<String, UserEvent, String, Partial> {

  static final String LISTS = "served-lists";
  static final String SUMS = "window-sums";
  static final String COVERAGE = "window-coverage";

  /** Counts the interactions of users who had no list. */
  static final String NO_MODEL = "(none)";

  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(1);

  private final PrequentialSettings settings;
  private final JudgementListener judgements;
  private ProcessorContext<String, Partial> context;
  private KeyValueStore<String, ServedLists> lists;
  private OpenWindows windows;
  private TitledItems items;
  private Counter expired;

  JudgeLists(PrequentialSettings settings, JudgementListener judgements) {
    this.settings = settings;
    this.judgements = judgements;
  }

  static Set<StoreBuilder<?>> stores() {
    return Set.of(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(LISTS), Serdes.String(), ServedLists.serde())
            .withCachingEnabled(),
        windowStore(SUMS),
        windowStore(COVERAGE));
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> windowStore(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingEnabled();
  }

  @Override
  public void init(ProcessorContext<String, Partial> processorContext) {
    context = processorContext;
    lists = processorContext.getStateStore(LISTS);
    windows =
        new OpenWindows(
            processorContext.getStateStore(SUMS), processorContext.getStateStore(COVERAGE));
    items = new TitledItems(processorContext);
    expired = Counter.of(processorContext, "expired-judgements");
    processorContext.schedule(REPORT_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> report());
  }

  @Override
  public void process(Record<String, UserEvent> record) {
    if (record.value() instanceof Taken taken) {
      judge(record.key(), taken.interaction());
    } else if (record.value() instanceof Shown shown) {
      remember(record.key(), shown);
    }
  }

  private void remember(String userId, Shown shown) {
    Recommendation recommendation = shown.recommendation();
    if (recommendation == null) {
      lists.delete(userId);
      return;
    }
    ServedList list = ServedList.of(recommendation, settings.k());
    lists.put(userId, listsOf(userId).plus(list, settings.listsPerUser()));
    time(recommendation);
  }

  private void time(Recommendation recommendation) {
    long arrivedAt = recommendation.getInteractionArrivedAt();
    long generatedAt = recommendation.getGeneratedAt();
    if (recommendation.getCorrelationId() == null && arrivedAt > 0 && isOpen(generatedAt)) {
      windows.time(
          key(recommendation.getModelId(), recommendation.getModelId(), generatedAt),
          Math.max(0, generatedAt - arrivedAt));
    }
  }

  private void judge(String userId, AcceptedInteraction interaction) {
    if (!interaction.getExtendsSequence()) {
      return;
    }
    long arrivedAt = interaction.getArrivedAt();
    if (!isOpen(arrivedAt)) {
      expired.increment();
      return;
    }
    Optional<ServedList> shown = listsOf(userId).shownBefore(arrivedAt);
    if (shown.isEmpty()) {
      windows.judge(key(NO_MODEL, NO_MODEL, arrivedAt), List.of(), Place.MISS);
      judgements.judged(NO_MODEL, NO_MODEL, 0);
      return;
    }
    ModelList served = shown.get().served();
    Taking taking = new Taking(interaction.getItemId(), hits(interaction.getItemId()), arrivedAt);
    judge(served, served, taking);
    shown.get().shadows().forEach(shadow -> judge(shadow, served, taking));
  }

  private Predicate<String> hits(String itemId) {
    return settings.hits() == HitRule.TITLE ? items.sharingTitleOf(itemId) : itemId::equals;
  }

  /**
   * What a user took.
   *
   * @param itemId the item
   * @param hits items that would have been a hit
   * @param arrivedAt when it was appended, milliseconds since 1970
   */
  private record Taking(String itemId, Predicate<String> hits, long arrivedAt) {

    Place in(ModelList list) {
      return new Place(list.rankOf(hits), list.rankOf(itemId::equals));
    }
  }

  private void judge(ModelList list, ModelList served, Taking taking) {
    Place place = taking.in(list);
    windows.judge(key(list.modelId(), served.modelId(), taking.arrivedAt()), list.itemIds(), place);
    judgements.judged(list.modelId(), served.modelId(), Sums.gain(place.rank()));
  }

  private void report() {
    long now = context.currentStreamTimeMs();
    int partition = context.taskId().partition();
    for (Partial partial : windows.drainChanged(partition)) {
      context.forward(new Record<>(partial.key().modelId(), partial, Math.max(0, now)));
    }
    windows.dropBefore(earliestOpen(now));
  }

  private boolean isOpen(long timestamp) {
    return windowStart(timestamp) >= earliestOpen(context.currentStreamTimeMs());
  }

  private long earliestOpen(long streamTime) {
    return streamTime - settings.window().toMillis() - settings.retention().toMillis();
  }

  private WindowKey key(String modelId, String servedModelId, long timestamp) {
    return new WindowKey(modelId, servedModelId, windowStart(timestamp));
  }

  private long windowStart(long timestamp) {
    return timestamp - Math.floorMod(timestamp, settings.window().toMillis());
  }

  private ServedLists listsOf(String userId) {
    ServedLists stored = lists.get(userId);
    return stored == null ? ServedLists.NONE : stored;
  }
}
