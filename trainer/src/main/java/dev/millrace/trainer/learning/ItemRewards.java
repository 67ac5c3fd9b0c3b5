package dev.millrace.trainer.learning;

import dev.millrace.trainer.example.LearningExample;

/** What the collaborative model says about an example's next item, told token by token. */
@FunctionalInterface
public interface ItemRewards {

  /**
   * r_t(v) for the children of every node with more than one on the way to the example's target,
   * from the root.
   *
   * @return [nodes][children in their order], each summing to 1
   */
  float[][] alongPath(LearningExample example);
}
