package dev.millrace.model.decoding;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.llm.PromptScorer;
import dev.millrace.model.llm.PromptSession;
import dev.millrace.model.llm.TokenBlock;
import dev.millrace.model.tokenizer.TokenIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A language model that can say nothing but items of one catalogue snapshot. The probability of an
 * item is the product, over the tokens of its title, of the softmax among the children of the trie:
 * logits are masked first and normalised then, so that the items' probabilities sum to 1 (MSL,
 * arXiv 2504.04178).
 *
 * <p>Users of one call are decoded together. The same calls give the same results; equal scores are
 * ordered by item id. Belongs to one thread; make a new one when the catalogue has changed.
 */
public final class CatalogueDecoder implements AutoCloseable {

  private final PromptScorer scorer;
  private final Catalogue catalogue;
  private final CatalogueTrie trie;
  private final DecodingOptions options;

  /** The head's rows for the first tokens of all items; null when they all start the same. */
  private final @Nullable TokenBlock rootBlock;

  /**
   * @param scorer stays open when this is closed
   */
  public CatalogueDecoder(PromptScorer scorer, Catalogue catalogue, DecodingOptions options) {
    this.scorer = scorer;
    this.catalogue = catalogue;
    this.trie = catalogue.trie();
    this.options = options;
    this.rootBlock =
        trie.childCount(CatalogueTrie.ROOT) > 1
            ? scorer.block(trie.childTokens(CatalogueTrie.ROOT).toArray())
            : null;
  }

  /**
   * The most likely items of every user, by beam search. As many as were asked for come back when
   * so many may be among them: the beam is at least as wide as the list is long.
   */
  public List<List<DecodedItem>> search(List<SearchRequest> requests) {
    List<BestItems> goals =
        requests.stream().map(request -> new BestItems(catalogue, request)).toList();
    run(
        requests.stream().map(SearchRequest::prompt).toList(),
        IntStream.range(0, requests.size())
            .mapToObj(i -> beam(requests.get(i), goals.get(i)))
            .toList());
    return goals.stream().map(BestItems::toList).toList();
  }

  /**
   * The exact log-probability of every candidate, in the order of the candidates; prefixes that
   * they share are computed once. Availability plays no part; an item that is not in the catalogue
   * has −∞.
   */
  public List<double[]> score(List<ScoringRequest> requests) {
    List<CandidateScores> goals =
        requests.stream().map(request -> new CandidateScores(trie, request.candidates())).toList();
    run(
        requests.stream().map(ScoringRequest::prompt).toList(),
        goals.stream().map(this::exactBeam).toList());
    return goals.stream().map(CandidateScores::toArray).toList();
  }

  /**
   * What {@link #searchAndScore} says of one user.
   *
   * @param found the most likely items
   * @param logProbabilities of the candidates
   */
  public record SearchedAndScored(List<DecodedItem> found, List<Double> logProbabilities) {

    /** Of the candidate at an index. */
    public double logProbability(int index) {
      return logProbabilities.get(index);
    }
  }

  /**
   * Both at once, so that the prompts are computed once: what {@link #search} finds, and the exact
   * log-probability of other candidates as {@link #score} says it.
   *
   * @param candidates of every request, by dense id
   */
  public List<SearchedAndScored> searchAndScore(
      List<SearchRequest> requests, List<ItemIds> candidates) {
    List<BestItems> goals =
        requests.stream().map(request -> new BestItems(catalogue, request)).toList();
    List<CandidateScores> scores =
        candidates.stream().map(items -> new CandidateScores(trie, items)).toList();
    List<Beam> beams = new ArrayList<>();
    for (int i = 0; i < goals.size(); i++) {
      beams.add(beam(requests.get(i), goals.get(i)));
    }
    scores.forEach(goal -> beams.add(exactBeam(goal)));
    run(requests.stream().map(SearchRequest::prompt).toList(), beams);
    return IntStream.range(0, goals.size())
        .mapToObj(
            i ->
                new SearchedAndScored(
                    goals.get(i).toList(), Arrays.stream(scores.get(i).toArray()).boxed().toList()))
        .toList();
  }

  @Override
  public void close() {
    if (rootBlock != null) {
      rootBlock.close();
    }
  }

  private Beam beam(SearchRequest request, Goal goal) {
    Selection selection = request.selection();
    int width = Math.max(options.beamWidth(), selection.k());
    return new Beam(
        trie, goal, request.scores(), new DecodingOptions(width, options.temperature()));
  }

  private Beam exactBeam(CandidateScores goal) {
    return new Beam(
        trie, goal, NodeScores.NONE, new DecodingOptions(Integer.MAX_VALUE, options.temperature()));
  }

  /**
   * @param beams one for each prompt, or several rounds of them
   */
  private void run(List<TokenIds> prompts, List<Beam> beams) {
    for (int beam = 0; beam < beams.size(); beam++) {
      beams.get(beam).start(beam % prompts.size());
    }
    if (beams.stream().allMatch(beam -> beam.open().isEmpty())) {
      return;
    }
    try (PromptSession session = scorer.open(prompts.stream().map(TokenIds::toArray).toList())) {
      if (rootBlock != null) {
        expandPrompts(
            beams, session.logits(IntStream.range(0, prompts.size()).toArray(), rootBlock));
      }
      Step step = new Step(trie, beams, prompts.size());
      while (!step.isEmpty()) {
        step = new Step(trie, beams, step.run(session));
      }
    }
  }

  private static void expandPrompts(List<Beam> beams, float[][] logits) {
    for (int i = 0; i < beams.size(); i++) {
      Beam beam = beams.get(i);
      int prompt = i % logits.length;
      beam.expand(beam.open(), new int[] {prompt}, new float[][] {logits[prompt]});
    }
  }
}
