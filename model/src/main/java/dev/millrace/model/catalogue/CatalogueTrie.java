package dev.millrace.model.catalogue;

import dev.millrace.model.tokenizer.TokenIds;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntToDoubleFunction;

/**
 * All token sequences that mean an item, as an immutable trie in flat arrays.
 *
 * <p>Nodes are numbered level by level, so that the children of a node are contiguous, sorted by
 * token, and numbered above it; those of the root are nodes 1 to {@code childCount(ROOT)}. A
 * sequence ends in a leaf; items with the same title share it. A node costs eight bytes, an item
 * twelve to sixteen. Lookups allocate nothing; safe for use by several threads.
 */
public final class CatalogueTrie {

  /** The node that no token leads to. */
  public static final int ROOT = 0;

  /** What answers when there is no such node. */
  public static final int NONE = -1;

  /**
   * @param tokens token that leads to each node
   * @param firstChildren first child of each node, one entry more than nodes
   */
  @SuppressWarnings("ArrayRecordComponent") // private to the package and never shared
  record Nodes(int[] tokens, int[] firstChildren) {}

  /**
   * @param nodes the leaves, ascending
   * @param itemStarts place of the first item of each leaf, one entry more than leaves
   * @param items dense ids leaf by leaf, ascending in each
   */
  @SuppressWarnings("ArrayRecordComponent") // private to the package and never shared
  record Leaves(int[] nodes, int[] itemStarts, int[] items) {}

  private final int[] tokens;
  private final int[] firstChildren;
  private final int[] leaves;
  private final int[] itemStarts;
  private final int[] items;
  private final int[] leafOfItem;
  private final TokenIds rootTokens;

  CatalogueTrie(Nodes nodes, Leaves leaves) {
    this.tokens = nodes.tokens();
    this.firstChildren = nodes.firstChildren();
    this.leaves = leaves.nodes();
    this.itemStarts = leaves.itemStarts();
    this.items = leaves.items();
    this.leafOfItem = leafOfItem();
    this.rootTokens = tokensOfChildren(ROOT);
  }

  /** A trie of nothing. */
  static CatalogueTrie empty() {
    TrieAssembly assembly = new TrieAssembly();
    assembly.open();
    return assembly.build();
  }

  /** Number of nodes, the root included. */
  public int nodes() {
    return tokens.length;
  }

  /** Number of leaves: targets that generation can tell apart. */
  public int leaves() {
    return leaves.length;
  }

  /** Number of items. */
  public int items() {
    return items.length;
  }

  /** The token that leads to a node; {@link #NONE} for the root. */
  public int token(int node) {
    return tokens[node];
  }

  /** The first child; the others follow it. Meaningless for a leaf. */
  public int firstChild(int node) {
    return firstChildren[node];
  }

  /** Number of children, 0 for a leaf. */
  public int childCount(int node) {
    return firstChildren[node + 1] - firstChildren[node];
  }

  /** Whether items end here. */
  public boolean isLeaf(int node) {
    return node != ROOT && childCount(node) == 0;
  }

  /** The child that a token leads to, or {@link #NONE}. */
  public int child(int node, int token) {
    int found = Arrays.binarySearch(tokens, firstChildren[node], firstChildren[node + 1], token);
    return found < 0 ? NONE : found;
  }

  /** The parent of a node other than the root. */
  public int parent(int node) {
    int low = ROOT;
    int high = node;
    while (high - low > 1) { // the last node whose children do not start behind this one
      int middle = (low + high) >>> 1;
      if (firstChildren[middle] <= node) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The leaf of an item by dense id, or {@link #NONE} when it is not in the trie. */
  public int leafOf(int item) {
    return item < leafOfItem.length ? leafOfItem[item] : NONE;
  }

  /** Place of the first item of a leaf, for {@link #itemAt}. */
  public int itemsFrom(int leaf) {
    return itemStarts[Arrays.binarySearch(leaves, leaf)];
  }

  /** Place behind the last item of a leaf. */
  public int itemsTo(int leaf) {
    return itemStarts[Arrays.binarySearch(leaves, leaf) + 1];
  }

  /** The dense id of an item by its place; ascending inside a leaf. */
  public int itemAt(int place) {
    return items[place];
  }

  /** The tokens of the children, ascending; for the root always the same object. */
  public TokenIds childTokens(int node) {
    return node == ROOT ? rootTokens : tokensOfChildren(node);
  }

  /** The tokens from the root to a node. */
  public TokenIds path(int node) {
    int length = 0;
    for (int at = node; at != ROOT; at = parent(at)) {
      length++;
    }
    int[] path = new int[length];
    for (int at = node; at != ROOT; at = parent(at)) {
      path[--length] = tokens[at];
    }
    return TokenIds.of(path);
  }

  /**
   * Sums a score over the items under every node, in one pass from the leaves up.
   *
   * @param score of an item by dense id
   * @param sums is filled, by node
   */
  public void sumUnderNodes(IntToDoubleFunction score, double[] sums) {
    int leaf = leaves.length - 1;
    for (int node = tokens.length - 1; node >= 0; node--) {
      sums[node] = 0;
      for (int child = firstChildren[node]; child < firstChildren[node + 1]; child++) {
        sums[node] += sums[child];
      }
      if (leaf >= 0 && leaves[leaf] == node) {
        sums[node] = sumOfLeaf(leaf--, score);
      }
    }
  }

  /**
   * The nodes on the ways from the root to some items, both ends included.
   *
   * @param some items by dense id, whether they are here or not
   */
  BitSet pathsTo(BitSet some) {
    BitSet nodes = new BitSet();
    for (int item = some.nextSetBit(0); item >= 0; item = some.nextSetBit(item + 1)) {
      if (leafOf(item) != NONE) {
        nodes.set(leafOf(item));
      }
    }
    int parent = tokens.length - 1; // parents come in the order of their children
    for (int node = nodes.length() - 1; node > ROOT; node = nodes.previousSetBit(node - 1)) {
      while (firstChildren[parent] > node) {
        parent--;
      }
      nodes.set(parent);
    }
    return nodes;
  }

  /** Opens nodes from one to before another as they are here in a trie that is written. */
  void copy(int from, int to, TrieAssembly target) {
    target.copy(new Nodes(tokens, firstChildren), new Leaves(leaves, itemStarts, items), from, to);
  }

  /** Size of the arrays in bytes. */
  public long bytes() {
    return (long) Integer.BYTES
        * (tokens.length
            + firstChildren.length
            + leaves.length
            + itemStarts.length
            + items.length
            + leafOfItem.length);
  }

  private double sumOfLeaf(int leaf, IntToDoubleFunction score) {
    double sum = 0;
    for (int place = itemStarts[leaf]; place < itemStarts[leaf + 1]; place++) {
      sum += score.applyAsDouble(items[place]);
    }
    return sum;
  }

  private TokenIds tokensOfChildren(int node) {
    return TokenIds.of(Arrays.copyOfRange(tokens, firstChildren[node], firstChildren[node + 1]));
  }

  private int[] leafOfItem() {
    int[] leafOf = new int[Arrays.stream(items).max().orElse(NONE) + 1];
    Arrays.fill(leafOf, NONE);
    for (int leaf = 0; leaf < leaves.length; leaf++) {
      for (int place = itemStarts[leaf]; place < itemStarts[leaf + 1]; place++) {
        leafOf[items[place]] = leaves[leaf];
      }
    }
    return leafOf;
  }
}
