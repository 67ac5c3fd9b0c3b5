package dev.millrace.serving;

import dev.millrace.contract.Topics;
import dev.millrace.contract.trace.Tracing;
import dev.millrace.serving.language.CheckpointAccess;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the serving loop works with; all of it belongs to the serving thread, except the queries and
 * the metrics.
 *
 * @param settings of serving
 * @param knowledge catalogue and model
 * @param lists makes and writes lists
 * @param processor turns polls into batches
 * @param output writes batches
 * @param catalogue reads catalogue and model
 * @param restorer reads users back
 * @param requests reads open requests back
 * @param language the refined lane; null when there is none
 * @param cluster asks about topics
 * @param queries lists asked for from outside
 * @param metrics figures
 * @param patience waits for brokers
 */
record ServingParts(
    ServingSettings settings,
    Knowledge knowledge,
    Lists lists,
    BatchProcessor processor,
    TransactionalOutput output,
    CatalogueLoader catalogue,
    PartitionRestorer restorer,
    RequestRestorer requests,
    @Nullable LanguageParts language,
    Cluster cluster,
    Queries queries,
    ServingMetrics metrics,
    Patience patience) {

  /**
   * What parts are made from.
   *
   * @param settings of serving
   * @param topics with their serdes
   * @param clients to Kafka
   * @param metrics figures
   * @param queries lists asked for from outside
   * @param checkpoints of language models; null for none
   * @param tracing makes spans
   */
  record Materials(
      ServingSettings settings,
      Topics topics,
      ServingClients clients,
      ServingMetrics metrics,
      Queries queries,
      @Nullable CheckpointAccess checkpoints,
      Tracing tracing) {}

  /**
   * @param stopping whether to give up what is being tried again
   */
  static ServingParts assemble(Materials from, BooleanSupplier stopping) {
    ServingSettings settings = from.settings();
    Topics topics = from.topics();
    Patience patience = new Patience(stopping);
    Knowledge knowledge = new Knowledge(topics, settings.scoring());
    Lists lists =
        new Lists(
            new ListMaker(knowledge, settings.lists(), settings.scoring()),
            new ListWriter(topics.recommendations(), Clock.systemUTC(), from.tracing()),
            from.metrics());
    TransactionalOutput output =
        new TransactionalOutput(
            () -> ServingClients.producer(new ClientProperties(settings), from.metrics()),
            cause -> new ServingFencedException(settings.instanceId(), cause),
            patience);
    PartitionReader stretches = new PartitionReader(from.clients().restore(), patience);
    return new ServingParts(
        settings,
        knowledge,
        lists,
        new BatchProcessor(topics, settings.lists(), knowledge.model().items(), lists),
        output,
        new CatalogueLoader(from.clients().catalogue(), knowledge, output, patience),
        new PartitionRestorer(
            stretches,
            topics,
            new PartitionRestorer.Shape(
                knowledge.model().items(), settings.lists().maxHistory(), from.tracing())),
        new RequestRestorer(stretches, new RequestReader(topics, settings.lists(), from.tracing())),
        language(from, knowledge, lists),
        new Cluster(from.clients().admin(), topics, patience),
        from.queries(),
        from.metrics(),
        patience);
  }

  private static @Nullable LanguageParts language(
      Materials from, Knowledge knowledge, Lists lists) {
    CheckpointAccess access = from.checkpoints();
    if (access == null || !from.settings().languageModel().enabled()) {
      return null;
    }
    return LanguageParts.assemble(
        new LanguageParts.Materials(from.settings(), from.topics(), access, knowledge, lists));
  }

  /** What happens to users after the instant list. */
  RefinedLane lane() {
    return language == null ? RefinedLane.NONE : language.lane();
  }

  /** What queries are answered from. */
  Queries.Desk desk(HeldUsers users) {
    return new Queries.Desk(users, lists, knowledge, settings.lists());
  }
}
