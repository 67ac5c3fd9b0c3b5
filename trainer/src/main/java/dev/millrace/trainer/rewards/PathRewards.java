package dev.millrace.trainer.rewards;

import dev.millrace.trainer.learning.ItemRewards;

/** Rewards of the children of the nodes on the way to one target. */
final class PathRewards implements ItemRewards.TokenRewards {

  private final int[] nodes;
  private final float[][] rewards;

  /**
   * @param nodes of the trie, from the root
   * @param rewards of each one's children
   */
  PathRewards(int[] nodes, float[][] rewards) {
    this.nodes = nodes;
    this.rewards = rewards;
  }

  @Override
  public float[] ofChildren(int node) {
    for (int place = 0; place < nodes.length; place++) {
      if (nodes[place] == node) {
        return rewards[place];
      }
    }
    throw new IllegalArgumentException(
        "Node %d is not a choice on the way to the target".formatted(node));
  }
}
