package dev.millrace.model.catalogue;

import java.util.Arrays;

/**
 * Builds a trie level by level. The sequences under a node are a range; sorting the range by the
 * next token gives the ranges of its children. Time is that of sorting, memory a long an item.
 */
final class TrieBuilder {

  private final TokenSequences sequences;

  /** Token at the present depth in the upper half, sequence in the lower half. */
  private final long[] keys;

  private final TrieAssembly assembly = new TrieAssembly();
  private Level level = new Level();
  private Level next = new Level();

  private TrieBuilder(TokenSequences sequences) {
    this.sequences = sequences;
    this.keys = sequences.sequences().asLongStream().toArray();
  }

  /**
   * @param sequences are empty afterwards: as large as the trie, they are not kept while its arrays
   *     are made
   */
  static CatalogueTrie build(TokenSequences sequences) {
    TrieAssembly assembly = new TrieBuilder(sequences).buildLevels();
    sequences.clear();
    return assembly.build();
  }

  private TrieAssembly buildLevels() {
    level.add(0, keys.length, false);
    for (int depth = 0; level.size() > 0; depth++) {
      for (int node = 0; node < level.size(); node++) {
        open(node, depth);
      }
      Level done = level;
      level = next;
      next = done;
      next.clear();
    }
    return assembly;
  }

  private void open(int node, int depth) {
    assembly.open();
    int from = level.starts.get(node);
    int to = level.ends.get(node);
    if (level.leaves.get(node) != 0) {
      assembly.addLeaf(itemsOf(from, to));
      return;
    }
    sortByToken(from, to, depth);
    addChildren(from, to);
  }

  private void sortByToken(int from, int to, int depth) {
    for (int i = from; i < to; i++) {
      int sequence = (int) keys[i];
      keys[i] = ((long) sequences.token(sequence, depth) << Integer.SIZE) | sequence;
    }
    Arrays.sort(keys, from, to);
  }

  private void addChildren(int from, int to) {
    int start = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to || tokenAt(i) != tokenAt(start)) {
        assembly.addChild(tokenAt(start));
        next.add(start, i, sequences.isEnd(tokenAt(start)));
        start = i;
      }
    }
  }

  private int tokenAt(int place) {
    return (int) (keys[place] >>> Integer.SIZE);
  }

  private int[] itemsOf(int from, int to) {
    int[] items = new int[to - from];
    for (int i = 0; i < items.length; i++) {
      items[i] = sequences.item((int) keys[from + i]);
    }
    return items;
  }

  /** The nodes of one depth as ranges of the keys. */
  private static final class Level {

    private final IntList starts = new IntList();
    private final IntList ends = new IntList();
    private final IntList leaves = new IntList();

    void add(int start, int end, boolean isLeaf) {
      starts.add(start);
      ends.add(end);
      leaves.add(isLeaf ? 1 : 0);
    }

    int size() {
      return starts.size();
    }

    void clear() {
      starts.clear();
      ends.clear();
      leaves.clear();
    }
  }
}
