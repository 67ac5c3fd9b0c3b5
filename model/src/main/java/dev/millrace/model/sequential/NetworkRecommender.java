package dev.millrace.model.sequential;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.llm.NoGradient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Orders the catalogue by a network's scores. Every item of the catalogue is in the list, also one
 * that the network never met in training. After an empty history items are ordered by name.
 */
public final class NetworkRecommender implements SequentialRecommender {

  private static final int BATCH = 256;

  private final SequentialNetwork network;
  private final RankCounter counter;

  /**
   * @param network belongs to the recommender from now on
   * @param items the catalogue; its dense ids are the rows of the network's embeddings
   * @throws IllegalArgumentException if there are more or fewer items than embeddings
   */
  public NetworkRecommender(SequentialNetwork network, ItemDictionary items) {
    if (items.size() != network.items()) {
      throw new IllegalArgumentException(
          "A network for %d items cannot order %d".formatted(network.items(), items.size()));
    }
    this.network = network;
    this.counter = new RankCounter(items);
  }

  /** What scores the items. */
  public SequentialNetwork network() {
    return network;
  }

  @Override
  public int[] ranks(List<RankingQuery> queries) {
    int[] ranks = new int[queries.size()];
    for (int from = 0; from < ranks.length; from += BATCH) {
      List<RankingQuery> part = queries.subList(from, Math.min(from + BATCH, ranks.length));
      float[][] scores = scores(part.stream().map(RankingQuery::history).toList());
      for (int i = 0; i < scores.length; i++) {
        ranks[from + i] = counter.rank(scores[i], part.get(i));
      }
    }
    return ranks;
  }

  /**
   * Scores of all items after each history.
   *
   * @return [histories][items]; all 0 after an empty history
   */
  public float[][] scores(List<ItemIds> histories) {
    float[][] scores = new float[histories.size()][network.items()];
    List<Integer> rows = new ArrayList<>();
    List<int[]> sequences = new ArrayList<>();
    for (int row = 0; row < scores.length; row++) {
      if (histories.get(row).size() > 0) {
        rows.add(row);
        sequences.add(latest(histories.get(row)));
      }
    }
    if (!rows.isEmpty()) {
      float[] flat = flatScores(sequences);
      for (int i = 0; i < rows.size(); i++) {
        System.arraycopy(flat, i * network.items(), scores[rows.get(i)], 0, network.items());
      }
    }
    return scores;
  }

  private float[] flatScores(List<int[]> sequences) {
    try (NoGradient none = new NoGradient();
        NDManager scratch = network.weights().manager().newSubManager()) {
      none.suppressNotUsedWarning();
      NDArray states = network.states(scratch, SequenceBatch.ofLast(sequences), false);
      return network.head().scores(states).toFloatArray();
    }
  }

  private int[] latest(ItemIds history) {
    int length = Math.min(history.size(), network.config().maximumLength());
    int[] items = new int[length];
    Arrays.setAll(items, index -> history.get(history.size() - length + index));
    return items;
  }

  @Override
  public long parameterCount() {
    return network.parameterCount();
  }

  @Override
  public void close() {
    network.close();
  }
}
