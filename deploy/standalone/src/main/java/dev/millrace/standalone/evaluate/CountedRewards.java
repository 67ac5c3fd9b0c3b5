package dev.millrace.standalone.evaluate;

import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.collaborative.CollaborativeModel;
import dev.millrace.model.collaborative.CollaborativeOptions;
import dev.millrace.model.collaborative.CollaborativeRecommender;
import dev.millrace.model.collaborative.History;
import dev.millrace.trainer.learning.LearningContext;
import dev.millrace.trainer.rewards.PopularityMass;
import dev.millrace.trainer.rewards.TokenRewards;
import dev.millrace.trainer.rewards.TransitionScores;

/** Rewards from a collaborative model that is counted from a data set's training sequences. */
public final class CountedRewards {

  private CountedRewards() {}

  /**
   * What steps on the training sequences are judged against. The model has counted the examples
   * that are learned: their own pairs are taken back.
   *
   * @param model counted from the sequences, see {@link CollaborativeCounts}
   * @param trie the data set's titles
   */
  public static LearningContext context(CollaborativeModel model, CatalogueTrie trie) {
    TokenRewards rewards =
        new TokenRewards(
            trie,
            PopularityMass.of(trie, model.popularity()),
            new TransitionScores(
                new CollaborativeRecommender(model, CollaborativeOptions.defaults()), true),
            TokenRewards.DEFAULT_EPSILON);
    return new LearningContext(
        trie, example -> rewards.alongPath(new History(example.history(), 0), example.target()));
  }
}
