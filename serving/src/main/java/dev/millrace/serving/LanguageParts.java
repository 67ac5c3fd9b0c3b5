package dev.millrace.serving;

import dev.millrace.contract.Topics;
import dev.millrace.serving.language.CheckpointAccess;
import dev.millrace.serving.language.LanguageWorker;
import dev.millrace.serving.language.ModelLoader;
import dev.millrace.serving.language.ModelSlot;
import dev.millrace.serving.language.Role;

/**
 * What the refined lane runs on.
 *
 * @param lane of the serving thread
 * @param worker asks the models
 * @param watch follows announcements
 */
record LanguageParts(LanguageLane lane, LanguageWorker<Refinement> worker, CheckpointWatch watch)
    implements AutoCloseable {

  /**
   * What parts are made from.
   *
   * @param settings of serving
   * @param topics with their serdes
   * @param access to checkpoints
   * @param knowledge catalogue and collaborative model
   * @param lists of the instant lane
   */
  record Materials(
      ServingSettings settings,
      Topics topics,
      CheckpointAccess access,
      Knowledge knowledge,
      Lists lists) {}

  static LanguageParts assemble(Materials from) {
    LanguageModelSettings settings = from.settings().languageModel();
    RefinementMetrics metrics = from.lists().metrics().refinement();
    LanguageWorker<Refinement> worker = new LanguageWorker<>(metrics, settings.threads());
    LanguageLane lane =
        new LanguageLane(
            worker,
            settings,
            new RefinedListMaker(
                from.knowledge(),
                from.settings().lists(),
                from.settings().scoring(),
                from.lists().maker()),
            new RefinedOutput(
                from.topics().userSequences().name(),
                from.knowledge().model().items(),
                from.lists().writer(),
                metrics),
            System::nanoTime);
    return new LanguageParts(lane, worker, watch(from, worker, lane));
  }

  private static CheckpointWatch watch(
      Materials from, LanguageWorker<Refinement> worker, LanguageLane lane) {
    LanguageModelSettings settings = from.settings().languageModel();
    RefinementMetrics metrics = from.lists().metrics().refinement();
    ModelLoader loader =
        new ModelLoader(
            from.access(),
            settings.loading(),
            from.knowledge().titles(!from.settings().lists().excludeUnavailable()),
            from.knowledge().model().items());
    CheckpointFollower follower =
        new CheckpointFollower(
            ServingClients.checkpoints(
                new ClientProperties(from.settings()), from.lists().metrics()),
            from.topics().checkpoints(),
            settings.model());
    CheckpointWatch.Slots slots =
        new CheckpointWatch.Slots(
            new ModelSlot<>(Role.CURRENT, loader, worker, metrics, System::nanoTime),
            new ModelSlot<>(Role.VARIANT, loader, worker, metrics, System::nanoTime));
    return new CheckpointWatch(follower, loader, slots, settings.variant(), lane::sample);
  }

  void start() {
    worker.start();
    watch.start();
  }

  @Override
  public void close() {
    watch.close();
    worker.close();
  }
}
