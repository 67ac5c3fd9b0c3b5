package dev.millrace.trainer.evaluation;

import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.collaborative.History;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.collaborative.ScoredItem;
import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.decoding.CatalogueDecoder;
import dev.millrace.model.decoding.DecodedItem;
import dev.millrace.model.decoding.ScoringRequest;
import dev.millrace.model.fusion.FusionCase;
import dev.millrace.model.sequential.RankingQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks both models: candidates are the beam's items and the best of the collaborative model, of
 * items with one title the one that comes first; probabilities that the beam did not give are
 * computed exactly.
 */
final class FusionCases {

  private final CatalogueTrie trie;
  private final CollaborativeOpinion opinion;
  private final int candidates;

  /**
   * @param candidates of each model
   */
  FusionCases(CatalogueTrie trie, CollaborativeOpinion opinion, int candidates) {
    this.trie = trie;
    this.opinion = opinion;
    this.candidates = candidates;
  }

  /** The cases of queries whose lists a search gave. */
  List<FusionCase> of(
      CatalogueDecoder search, List<PromptedQuery> queries, List<List<DecodedItem>> lists) {
    List<Map<Integer, Candidate>> byLeaf = new ArrayList<>();
    List<ScoringRequest> missing = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      Map<Integer, Candidate> found = candidates(queries.get(i).query(), lists.get(i));
      byLeaf.add(found);
      missing.add(new ScoringRequest(queries.get(i).tokens(), unscored(found)));
    }
    List<double[]> scored = search.score(missing);
    List<FusionCase> cases = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      fill(byLeaf.get(i), missing.get(i).candidates(), scored.get(i));
      cases.add(fusionCase(queries.get(i).query(), List.copyOf(byLeaf.get(i).values())));
    }
    return cases;
  }

  /**
   * @param logLanguage NaN while it is unknown
   */
  private record Candidate(int item, double logLanguage) {}

  private Map<Integer, Candidate> candidates(RankingQuery query, List<DecodedItem> list) {
    Map<Integer, Candidate> byLeaf = new LinkedHashMap<>();
    for (DecodedItem decoded : list) {
      byLeaf.putIfAbsent(
          trie.leafOf(decoded.item()), new Candidate(decoded.item(), decoded.logProbability()));
    }
    Selection selection =
        new Selection(
            candidates, List.of(query.excluded()), item -> trie.leafOf(item) != CatalogueTrie.NONE);
    for (ScoredItem item :
        opinion.recommender().recommend(new History(query.history(), 0), selection)) {
      byLeaf.putIfAbsent(trie.leafOf(item.item()), new Candidate(item.item(), Double.NaN));
    }
    return byLeaf;
  }

  private static ItemIds unscored(Map<Integer, Candidate> found) {
    return ItemIds.of(
        found.values().stream()
            .filter(candidate -> Double.isNaN(candidate.logLanguage()))
            .mapToInt(Candidate::item)
            .toArray());
  }

  private void fill(Map<Integer, Candidate> byLeaf, ItemIds items, double[] scores) {
    for (int i = 0; i < scores.length; i++) {
      byLeaf.put(trie.leafOf(items.get(i)), new Candidate(items.get(i), scores[i]));
    }
  }

  private FusionCase fusionCase(RankingQuery query, List<Candidate> found) {
    ItemIds items = ItemIds.of(found.stream().mapToInt(Candidate::item).toArray());
    return new FusionCase(
        items,
        opinion.of(query.history(), items),
        found.stream().mapToDouble(Candidate::logLanguage).toArray(),
        query.targets());
  }
}
