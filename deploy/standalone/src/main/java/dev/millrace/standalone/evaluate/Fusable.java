package dev.millrace.standalone.evaluate;

import dev.millrace.trainer.evaluation.FusedRecommender;

/** A recommender that can be judged together with the collaborative model too. */
public interface Fusable {

  /** Both together, with weights chosen on all valid cases; shares what this one holds. */
  FusedRecommender fused();
}
