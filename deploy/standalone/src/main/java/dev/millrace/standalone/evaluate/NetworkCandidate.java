package dev.millrace.standalone.evaluate;

import dev.millrace.model.sequential.NetworkConfig;
import dev.millrace.model.sequential.NetworkRecommender;
import dev.millrace.model.sequential.NetworkTrainer;
import dev.millrace.model.sequential.SequentialNetwork;
import dev.millrace.model.sequential.SequentialRecommender;
import dev.millrace.model.sequential.TrainingOptions;
import java.util.function.LongFunction;

/**
 * A network that trains until NDCG@10 on the valid cases gets no better.
 *
 * @param name sasrec, gru4rec or caser
 * @param options how it is trained, by seed
 */
record NetworkCandidate(String name, NetworkConfig config, LongFunction<TrainingOptions> options)
    implements Candidate {

  @Override
  public boolean isSeeded() {
    return true;
  }

  @Override
  public SequentialRecommender fit(Dataset dataset, long seed, Progress progress) {
    SequentialNetwork network = SequentialNetwork.create(config, dataset.items().size(), seed);
    NetworkRecommender recommender = new NetworkRecommender(network, dataset.items());
    try {
      TrainingOptions chosen = options.apply(seed);
      new NetworkTrainer(network, chosen, progress.ofTraining(name, seed, chosen.epochs()))
          .train(
              dataset.training(), () -> Scores.of(recommender.ranks(dataset.valid())).ndcgAt10());
      return recommender;
    } catch (RuntimeException e) {
      recommender.close();
      throw e;
    }
  }
}
