package dev.millrace.model.decoding;

/** A score that is added at every node of the catalogue's trie on the way to an item. */
@FunctionalInterface
public interface NodeScores {

  /** Adds nothing. */
  NodeScores NONE =
      new NodeScores() {
        @Override
        public double of(int node) {
          return 0;
        }

        @Override
        public boolean canRaise() {
          return false;
        }
      };

  /**
   * What reaching a node adds; must be the same whenever it is asked during a search.
   *
   * @param node of the trie, never its root
   */
  double of(int node);

  /**
   * Whether any node may add more than 0. When none does, prefixes that cannot reach the list any
   * more are given up early.
   */
  default boolean canRaise() {
    return true;
  }
}
