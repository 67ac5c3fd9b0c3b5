package dev.millrace.standalone.bench.decoding;

import dev.millrace.model.collaborative.CollaborativeModel;
import dev.millrace.model.collaborative.CollaborativeOptions;
import dev.millrace.model.collaborative.History;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.ScoredItem;
import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.fusion.CollaborativeOpinion;
import dev.millrace.model.fusion.FusionForm;
import dev.millrace.model.fusion.LanguageOpinion;
import dev.millrace.model.llm.PromptScorer;
import dev.millrace.model.tokenizer.TokenIds;
import dev.millrace.serving.language.LanguageRanker;
import dev.millrace.serving.language.RankerOptions;
import dev.millrace.standalone.evaluate.CollaborativeCounts;
import java.util.List;
import java.util.stream.IntStream;

/** Users whose lists are made as serving makes them: the same code, without records. */
final class RankedUsers implements AutoCloseable {

  private static final int K = 10;
  private static final FusionForm FORM = new FusionForm.Linear(0.9);

  private final Workload workload;
  private final int candidates;
  private final CollaborativeOpinion opinion;
  private final LanguageRanker ranker;

  /**
   * @param settings whose beam is the number of candidates of each model
   */
  RankedUsers(Workload workload, PromptScorer model, DecodeSettings settings) {
    this.workload = workload;
    this.candidates = settings.beam();
    CollaborativeModel counts =
        CollaborativeCounts.model(
            workload.catalogue().names(),
            workload.histories().stream()
                .map(items -> IntStream.range(0, items.size()).map(items::get).toArray())
                .toList());
    this.opinion = new CollaborativeOpinion(counts, CollaborativeOptions.defaults());
    this.ranker =
        new LanguageRanker(
            model,
            workload.renderer(),
            workload.catalogue(),
            new RankerOptions(candidates, Integer.MAX_VALUE, 1));
  }

  TokenIds prompt(int number) {
    return workload.prompts().get(number % workload.prompts().size());
  }

  /** Lists by the collaborative model alone. */
  void collaborative(int number, int batch) {
    histories(number, batch).forEach(history -> best(history, K));
  }

  /** Lists by both models. */
  void rank(int number, int batch) {
    ranker.rank(histories(number, batch).stream().map(this::job).toList(), this::fuse);
  }

  @Override
  public void close() {
    ranker.close();
  }

  private HistoryJob job(ItemIds history) {
    int[] proposed = best(history, candidates).stream().mapToInt(ScoredItem::item).toArray();
    return HistoryJob.of(history, ItemIds.of(proposed));
  }

  private void fuse(HistoryJob job, LanguageOpinion language) {
    double[] scores =
        FORM.scores(
            opinion.of(new History(job.history(), 0), language.items()),
            language.logProbabilities());
    if (scores.length < K) {
      throw new IllegalStateException(
          "A list has %d items, but there were %d candidates".formatted(K, scores.length));
    }
  }

  private List<ScoredItem> best(ItemIds history, int count) {
    return opinion.best(
        new History(history, 0), new Selection(count, List.of(history), item -> true));
  }

  private List<ItemIds> histories(int number, int batch) {
    List<ItemIds> all = workload.histories();
    return IntStream.range(0, batch)
        .mapToObj(i -> all.get((int) (((long) number * batch + i) % all.size())))
        .toList();
  }
}
