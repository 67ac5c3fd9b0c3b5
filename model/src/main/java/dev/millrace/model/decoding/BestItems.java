package dev.millrace.model.decoding;

import dev.millrace.model.catalogue.Catalogue;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The goal of recommending: the best k items that are available and not left out. */
final class BestItems implements Goal {

  private final Catalogue catalogue;
  private final CatalogueTrie trie;
  private final SearchRequest request;
  private final Set<Integer> excluded = new HashSet<>();
  private final BestList<DecodedItem> best;

  BestItems(Catalogue catalogue, SearchRequest request) {
    this.catalogue = catalogue;
    this.trie = catalogue.trie();
    this.request = request;
    for (ItemIds items : request.selection().excluded()) {
      items.forEach(excluded::add);
    }
    ItemDictionary names = catalogue.names();
    this.best =
        new BestList<>(
            request.selection().k(),
            Comparator.comparingDouble(DecodedItem::score)
                .reversed()
                .thenComparing(decoded -> names.nameOf(decoded.item())));
  }

  /** Goes down to the first item that may be returned; mostly that is the first one there is. */
  @Override
  public boolean isWanted(int node) {
    if (catalogue.closed().contains(node)) {
      return false;
    }
    return trie.isLeaf(node)
        ? preferredOf(node) != CatalogueTrie.NONE
        : isAnyWanted(trie.firstChild(node), trie.childCount(node));
  }

  @Override
  public double leastScore() {
    return best.isFull() ? best.last().score() : Double.NEGATIVE_INFINITY;
  }

  @Override
  public void reached(int leaf, double logProbability, double score) {
    best.offer(new DecodedItem(preferredOf(leaf), logProbability, score));
  }

  List<DecodedItem> toList() {
    return best.toList();
  }

  private boolean isAnyWanted(int first, int count) {
    for (int child = first; child < first + count; child++) {
      if (isWanted(child)) {
        return true;
      }
    }
    return false;
  }

  /** The item to return for a leaf: the preferred one of those that may be, then by name. */
  private int preferredOf(int leaf) {
    int preferred = CatalogueTrie.NONE;
    int end = trie.itemsTo(leaf);
    for (int place = trie.itemsFrom(leaf); place < end; place++) {
      int item = trie.itemAt(place);
      if (mayBeReturned(item) && (preferred == CatalogueTrie.NONE || isBefore(item, preferred))) {
        preferred = item;
      }
    }
    return preferred;
  }

  private boolean mayBeReturned(int item) {
    return catalogue.isAvailable(item)
        && !excluded.contains(item)
        && request.selection().eligible().test(item);
  }

  private boolean isBefore(int item, int other) {
    double preference = request.preference().applyAsDouble(item);
    double otherPreference = request.preference().applyAsDouble(other);
    return preference == otherPreference
        ? catalogue.names().nameOf(item).compareTo(catalogue.names().nameOf(other)) < 0
        : preference > otherPreference;
  }
}
