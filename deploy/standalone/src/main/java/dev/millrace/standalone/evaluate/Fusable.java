package dev.millrace.standalone.evaluate;

import dev.millrace.model.sequential.SequentialRecommender;

/** A recommender that can be judged together with the collaborative model too. */
public interface Fusable {

  /** Both together, with weights chosen on the valid cases; shares what this one holds. */
  SequentialRecommender fused();
}
