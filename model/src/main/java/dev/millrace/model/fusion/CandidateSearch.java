package dev.millrace.model.fusion;

import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.decoding.CatalogueDecoder;
import dev.millrace.model.decoding.DecodedItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks a language model for candidates and for its opinion of those that others propose; serving
 * and evaluation do it with this same code. Belongs to the thread of its decoder.
 */
public final class CandidateSearch {

  private final CatalogueDecoder decoder;
  private final CatalogueTrie trie;

  /**
   * @param decoder stays the caller's
   * @param trie of the decoder's catalogue
   */
  public CandidateSearch(CatalogueDecoder decoder, CatalogueTrie trie) {
    this.decoder = decoder;
    this.trie = trie;
  }

  /** One opinion a query; the queries are decoded together. */
  public List<LanguageOpinion> ask(List<CandidateQuery> queries) {
    List<CatalogueDecoder.SearchedAndScored> answers =
        decoder.searchAndScore(
            queries.stream().map(CandidateQuery::search).toList(),
            queries.stream().map(CandidateQuery::proposed).toList());
    List<LanguageOpinion> opinions = new ArrayList<>(queries.size());
    for (int i = 0; i < queries.size(); i++) {
      opinions.add(union(answers.get(i), queries.get(i).proposed()));
    }
    return opinions;
  }

  private LanguageOpinion union(CatalogueDecoder.SearchedAndScored answer, ItemIds proposed) {
    Union union = new Union();
    Map<Integer, Integer> proposedOfTitle = new HashMap<>();
    for (int i = 0; i < proposed.size(); i++) {
      proposedOfTitle.putIfAbsent(trie.leafOf(proposed.get(i)), proposed.get(i));
    }
    for (DecodedItem decoded : answer.found()) {
      int leaf = trie.leafOf(decoded.item());
      union.add(proposedOfTitle.getOrDefault(leaf, decoded.item()), decoded.logProbability());
    }
    for (int i = 0; i < proposed.size(); i++) {
      union.add(proposed.get(i), answer.logProbability(i));
    }
    return union.opinion(ItemIds.of(answer.found().stream().mapToInt(DecodedItem::item).toArray()));
  }

  private final class Union {

    private final Set<Integer> taken = new HashSet<>();
    private final List<Integer> items = new ArrayList<>();
    private final List<Double> logProbabilities = new ArrayList<>();

    void add(int item, double logProbability) {
      int leaf = trie.leafOf(item);
      if (taken.add(leaf == CatalogueTrie.NONE ? -2 - item : leaf)) {
        items.add(item);
        logProbabilities.add(logProbability);
      }
    }

    LanguageOpinion opinion(ItemIds own) {
      return new LanguageOpinion(
          ItemIds.of(items.stream().mapToInt(Integer::intValue).toArray()),
          logProbabilities.stream().mapToDouble(Double::doubleValue).toArray(),
          own);
    }
  }
}
