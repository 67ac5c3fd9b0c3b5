package dev.millrace.serving.language;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.decoding.CatalogueDecoder;
import dev.millrace.model.decoding.SearchRequest;
import dev.millrace.model.fusion.CandidateQuery;
import dev.millrace.model.fusion.CandidateSearch;
import dev.millrace.model.fusion.LanguageOpinion;
import dev.millrace.model.llm.NoGradient;
import dev.millrace.model.llm.PromptScorer;
import dev.millrace.model.prompt.PromptBatches;
import dev.millrace.model.prompt.PromptRenderer;
import dev.millrace.model.tokenizer.TokenIds;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A language model that ranks the items of a catalogue which follows its changes between two
 * batches. Belongs to one thread at a time.
 */
public final class LanguageRanker implements AutoCloseable {

  private final PromptScorer model;
  private final PromptRenderer prompts;
  private final RankerOptions options;
  private Catalogue catalogue;
  private @Nullable CatalogueDecoder decoder;

  /**
   * @param model stays open when this is closed
   * @param catalogue encoded with the model's own tokenizer
   */
  public LanguageRanker(
      PromptScorer model, PromptRenderer prompts, Catalogue catalogue, RankerOptions options) {
    this.model = model;
    this.prompts = prompts;
    this.catalogue = catalogue;
    this.options = options;
  }

  /** The items that can be said now. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** Ranks the items of another snapshot of the catalogue from the next batch on. */
  public void use(Catalogue changed) {
    if (changed != catalogue) {
      catalogue = changed;
      close();
    }
  }

  /**
   * Ranks jobs in batches of like length.
   *
   * @param answered is told each answer as soon as its batch is done
   */
  public <J extends RankingJob> void rank(List<J> jobs, BiConsumer<J, LanguageOpinion> answered) {
    try (NoGradient none = new NoGradient()) {
      none.suppressNotUsedWarning();
      List<Prompted<J>> prompted = jobs.stream().map(this::prompted).toList();
      PromptBatches.byLength(prompted, options.batch(), job -> job.prompt().size())
          .forEach(batch -> rankBatch(batch, answered));
    }
  }

  private record Prompted<J extends RankingJob>(J job, TokenIds prompt) {}

  private <J extends RankingJob> Prompted<J> prompted(J job) {
    return new Prompted<>(job, prompts.render(catalogue, job.history()).tokens());
  }

  private <J extends RankingJob> void rankBatch(
      List<Prompted<J>> batch, BiConsumer<J, LanguageOpinion> answered) {
    List<LanguageOpinion> opinions =
        new CandidateSearch(decoder(), catalogue.trie())
            .ask(batch.stream().map(this::query).toList());
    for (int i = 0; i < batch.size(); i++) {
      answered.accept(batch.get(i).job(), opinions.get(i));
    }
  }

  private CandidateQuery query(Prompted<?> prompted) {
    Selection selection =
        new Selection(options.candidates(), prompted.job().excluded(), prompted.job().eligible());
    return new CandidateQuery(
        SearchRequest.of(prompted.prompt(), selection), prompted.job().proposed());
  }

  private CatalogueDecoder decoder() {
    CatalogueDecoder current = decoder;
    if (current == null) {
      current = new CatalogueDecoder(model, catalogue, options.decoding());
      decoder = current;
    }
    return current;
  }

  @Override
  public void close() {
    CatalogueDecoder before = decoder;
    decoder = null;
    if (before != null) {
      before.close();
    }
  }
}
