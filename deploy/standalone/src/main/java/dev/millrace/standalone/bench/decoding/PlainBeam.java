package dev.millrace.standalone.bench.decoding;

import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.decoding.DecodedItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One user's search of the straightforward implementation. */
final class PlainBeam {

  private final CatalogueTrie trie;
  private final Pacing pacing;
  private final int width;
  private final List<DecodedItem> finished = new ArrayList<>();
  private List<Prefix> open;

  /**
   * A prefix of titles.
   *
   * @param row of the cache that it goes on from
   * @param position of the first of its new tokens
   * @param tokens that are still to be fed
   * @param node of the trie that the last of them leads to
   * @param logProbability of the prefix
   */
  record Prefix(int row, int position, List<Integer> tokens, int node, double logProbability) {

    /** The token to feed in a pass, so that all prefixes end with the last; negative for none. */
    int token(int pass, int passes) {
      int place = pass - (passes - tokens.size());
      return place < 0 ? -1 : tokens.get(place);
    }

    /** Position of {@link #token}. */
    int position(int pass, int passes) {
      return position + Math.max(0, pass - (passes - tokens.size()));
    }

    int nextPosition() {
      return position + tokens.size();
    }
  }

  PlainBeam(CatalogueTrie trie, Pacing pacing, int width, Prefix prompt) {
    this.trie = trie;
    this.pacing = pacing;
    this.width = width;
    this.open = List.of(prompt);
  }

  List<Prefix> open() {
    return open;
  }

  /** The list, the most likely first. */
  List<DecodedItem> finished() {
    return List.copyOf(finished);
  }

  /**
   * Goes on from the open prefixes.
   *
   * @param firstRow of the cache; the rows of the open prefixes follow one another
   * @param candidates the most likely tokens of each row
   */
  void expand(int firstRow, Candidates candidates) {
    List<Prefix> longer = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      for (int rank = 0; rank < candidates.perRow(); rank++) {
        follow(open.get(i), firstRow + i, candidates.at(firstRow + i, rank), longer);
      }
    }
    sortAndCut(finished, Comparator.comparingDouble(DecodedItem::logProbability));
    sortAndCut(longer, Comparator.comparingDouble(Prefix::logProbability));
    longer.removeIf(this::cannotFinish);
    open = longer;
  }

  private void follow(Prefix prefix, int row, Candidates.One candidate, List<Prefix> longer) {
    if (!candidate.isAllowed()) {
      return;
    }
    int node = trie.child(prefix.node(), candidate.token());
    double logProbability = prefix.logProbability() + candidate.logProbability();
    List<Integer> tokens = new ArrayList<>(List.of(candidate.token()));
    while (pacing == Pacing.CHOICES && trie.childCount(node) == 1) {
      node = trie.firstChild(node);
      tokens.add(trie.token(node));
    }
    if (trie.isLeaf(node)) {
      int item = trie.itemAt(trie.itemsFrom(node));
      finished.add(new DecodedItem(item, logProbability, logProbability));
    } else {
      longer.add(new Prefix(row, prefix.nextPosition(), tokens, node, logProbability));
    }
  }

  private <T> void sortAndCut(List<T> list, Comparator<T> ascending) {
    list.sort(ascending.reversed());
    if (list.size() > width) {
      list.subList(width, list.size()).clear();
    }
  }

  private boolean cannotFinish(Prefix prefix) {
    return finished.size() == width
        && prefix.logProbability() < finished.get(width - 1).logProbability();
  }

  /** The most likely next tokens of every row, [rows][perRow] in one array each. */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never shared
  record Candidates(float[] logProbabilities, long[] tokens, int perRow) {

    One at(int row, int rank) {
      int place = row * perRow + rank;
      return new One((int) tokens[place], logProbabilities[place]);
    }

    record One(int token, double logProbability) {
      /** Whether the token is a child at all: there may be fewer than asked for. */
      boolean isAllowed() {
        return logProbability > Double.NEGATIVE_INFINITY;
      }
    }
  }
}
