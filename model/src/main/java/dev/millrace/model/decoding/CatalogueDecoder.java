package dev.millrace.model.decoding;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.llm.PromptScorer;
import dev.millrace.model.llm.PromptSession;
import dev.millrace.model.llm.TokenBlock;
import dev.millrace.model.tokenizer.TokenIds;
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
    DecodingOptions exact = new DecodingOptions(Integer.MAX_VALUE, options.temperature());
    List<CandidateScores> goals =
        requests.stream().map(request -> new CandidateScores(trie, request.candidates())).toList();
    run(
        requests.stream().map(ScoringRequest::prompt).toList(),
        goals.stream().map(goal -> new Beam(trie, goal, NodeScores.NONE, exact)).toList());
    return goals.stream().map(CandidateScores::toArray).toList();
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

  private void run(List<TokenIds> prompts, List<Beam> beams) {
    for (int user = 0; user < beams.size(); user++) {
      beams.get(user).start(user);
    }
    if (beams.stream().allMatch(beam -> beam.open().isEmpty())) {
      return;
    }
    try (PromptSession session = scorer.open(prompts.stream().map(TokenIds::toArray).toList())) {
      if (rootBlock != null) {
        expandPrompts(beams, session.logits(IntStream.range(0, beams.size()).toArray(), rootBlock));
      }
      Step step = new Step(trie, beams, beams.size());
      while (!step.isEmpty()) {
        step = new Step(trie, beams, step.run(session));
      }
    }
  }

  private static void expandPrompts(List<Beam> beams, float[][] logits) {
    for (int user = 0; user < beams.size(); user++) {
      Beam beam = beams.get(user);
      beam.expand(beam.open(), new int[] {user}, new float[][] {logits[user]});
    }
  }
}
