package dev.millrace.trainer.learning;

import dev.millrace.trainer.example.LearningExample;

/**
 * What the collaborative model says about an example's next item, told token by token. The same
 * question always has the same answer.
 */
@FunctionalInterface
public interface ItemRewards {

  /** Prepares for an example. */
  TokenRewards of(LearningExample example);

  /** Rewards of one example. */
  @FunctionalInterface
  interface TokenRewards {

    /**
     * r_t(v) for the children of a node of the target's path.
     *
     * @param node the trie's node
     * @return by child, in their order, summing to 1
     */
    float[] ofChildren(int node);
  }
}
