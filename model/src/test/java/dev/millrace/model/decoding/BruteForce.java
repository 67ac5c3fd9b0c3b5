package dev.millrace.model.decoding;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.tokenizer.TokenIds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Scores every item of the catalogue by itself, token by token, and sorts. */
final class BruteForce {

  private final ToyModel model;
  private final Catalogue catalogue;
  private final double temperature;

  BruteForce(ToyModel model, Catalogue catalogue, double temperature) {
    this.model = model;
    this.catalogue = catalogue;
    this.temperature = temperature;
  }

  double logProbability(TokenIds prompt, int item) {
    double total = 0;
    TokenIds before = prompt;
    int node = CatalogueTrie.ROOT;
    for (int token : catalogue.tokensOf(item).toArray()) {
      double sum = 0;
      for (int other : catalogue.trie().childTokens(node).toArray()) {
        sum += Math.exp(model.logit(before, other) / temperature);
      }
      total += Math.log(Math.exp(model.logit(before, token) / temperature) / sum);
      before = before.plus(token);
      node = catalogue.trie().child(node, token);
    }
    return total;
  }

  /** What a search with a beam of any width returns at best. */
  List<DecodedItem> best(SearchRequest request) {
    List<DecodedItem> all = new ArrayList<>();
    for (int item = 0; item < catalogue.names().size(); item++) {
      if (mayBeReturned(request, item)) {
        double logProbability = logProbability(request.prompt(), item);
        all.add(new DecodedItem(item, logProbability, logProbability + additional(request, item)));
      }
    }
    return onePerTitle(request, all);
  }

  private boolean mayBeReturned(SearchRequest request, int item) {
    return catalogue.isAvailable(item)
        && request.selection().eligible().test(item)
        && request.selection().excluded().stream()
            .noneMatch(
                items -> IntStream.range(0, items.size()).anyMatch(i -> items.get(i) == item));
  }

  private double additional(SearchRequest request, int item) {
    double sum = 0;
    int node = catalogue.trie().leafOf(item);
    while (node != CatalogueTrie.ROOT) {
      sum += request.scores().of(node);
      node = catalogue.trie().parent(node);
    }
    return sum;
  }

  private List<DecodedItem> onePerTitle(SearchRequest request, List<DecodedItem> all) {
    Comparator<DecodedItem> byName =
        Comparator.comparing(decoded -> catalogue.names().nameOf(decoded.item()));
    Comparator<DecodedItem> byPreference =
        Comparator.comparingDouble(decoded -> -request.preference().applyAsDouble(decoded.item()));
    Set<TokenIds> titles = new HashSet<>();
    return all.stream()
        .sorted(byPreference.thenComparing(byName))
        .filter(decoded -> titles.add(catalogue.tokensOf(decoded.item())))
        .sorted(Comparator.comparingDouble(DecodedItem::score).reversed().thenComparing(byName))
        .limit(request.selection().k())
        .toList();
  }
}
