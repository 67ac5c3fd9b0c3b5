package dev.millrace.model.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkTrainerTest {

  private static final int ITEMS = 30;
  private static final NextItemLoss FULL = new NextItemLoss.FullSoftmax();

  static Stream<NetworkConfig> configs() {
    return Stream.of(
        new NetworkConfig.SasRec(16, 6, 0.1, 1, 1),
        new NetworkConfig.Gru4Rec(16, 6, 0.1, 16),
        new NetworkConfig.Caser(16, 6, 0.1, 3, 4, 2));
  }

  /**
   * The losses differ after the encoders only, so one encoder stands for all with the other two.
   */
  static Stream<Arguments> learners() {
    NetworkConfig sasRec = configs().findFirst().orElseThrow();
    return Stream.concat(
        configs().map(config -> Arguments.of(config, FULL)),
        Stream.of(new NextItemLoss.SampledSoftmax(10), new NextItemLoss.BinaryCrossEntropy(2))
            .map(loss -> Arguments.of(sasRec, loss)));
  }

  static Stream<Arguments> configsAndLosses() {
    return configs()
        .flatMap(
            config ->
                Stream.of(
                        FULL,
                        new NextItemLoss.SampledSoftmax(10),
                        new NextItemLoss.BinaryCrossEntropy(2))
                    .map(loss -> Arguments.of(config, loss)));
  }

  /** The next item is the item two steps back plus 1: the latest item alone does not tell it. */
  private static List<int[]> walks(int count, long seed) {
    Random random = new Random(seed);
    List<int[]> walks = new ArrayList<>();
    for (int walk = 0; walk < count; walk++) {
      int[] items = new int[9];
      items[0] = random.nextInt(ITEMS);
      items[1] = random.nextInt(ITEMS);
      for (int i = 2; i < items.length; i++) {
        items[i] = (items[i - 2] + 1) % ITEMS;
      }
      walks.add(items);
    }
    return walks;
  }

  @ParameterizedTest
  @MethodSource("learners")
  void shouldLearnWhatFollowsWhat(NetworkConfig config, NextItemLoss loss) {
    try (SequentialNetwork network = SequentialNetwork.create(config, ITEMS, 1)) {
      TrainingOptions options = new TrainingOptions(15, 15, 64, 1e-2, 0, 5, loss, 1);
      NetworkRecommender recommender = new NetworkRecommender(network, dictionary());
      int[] before = recommender.ranks(queries());

      new NetworkTrainer(network, options, TrainingListener.NONE)
          .train(walks(300, 1), () -> hits(recommender.ranks(queries())));

      assertThat(hits(before)).as("by chance 0.1").isLessThan(0.4);
      assertThat(hits(recommender.ranks(queries()))).isGreaterThan(0.8);
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void shouldGiveTheSameWeightsForTheSameSeedOnly(NetworkConfig config) {
    assertThat(trained(config, 3)).isDeepEqualTo(trained(config, 3));
    assertThat(trained(config, 3)[0]).isNotEqualTo(trained(config, 4)[0]);
  }

  private static float[][] trained(NetworkConfig config, long seed) {
    try (SequentialNetwork network = SequentialNetwork.create(config, ITEMS, 1)) {
      new NetworkTrainer(network, options(2, 2, seed), TrainingListener.NONE)
          .train(walks(50, 1), () -> 1);
      return network.itemEmbeddings();
    }
  }

  @Test
  void shouldStopWhenPatienceEndsAndKeepTheBestWeights() {
    NetworkConfig config = configs().findFirst().orElseThrow();
    List<float[][]> afterEpoch = new ArrayList<>();
    List<EpochReport> reports = new ArrayList<>();
    Iterator<Double> validations = List.of(0.1, 0.3, 0.2, 0.3, 0.25, 0.9).iterator();
    try (SequentialNetwork network = SequentialNetwork.create(config, ITEMS, 1)) {
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void onEpoch(EpochReport report) {
              reports.add(report);
              afterEpoch.add(network.itemEmbeddings());
            }
          };

      TrainingResult result =
          new NetworkTrainer(network, options(20, 3, 1), listener)
              .train(walks(50, 1), validations::next);

      assertThat(result).isEqualTo(new TrainingResult(5, 2, 0.3));
      assertThat(reports)
          .extracting(EpochReport::best)
          .containsExactly(true, true, false, false, false);
      assertThat(reports.get(4).loss()).isLessThan(reports.get(0).loss());
      assertThat(network.itemEmbeddings()).isDeepEqualTo(afterEpoch.get(1));
      assertThat(network.itemEmbeddings()[0]).isNotEqualTo(afterEpoch.get(4)[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("configsAndLosses")
  void shouldHoldNoMoreArraysWhenOneHundredStepsAreTaken(NetworkConfig config, NextItemLoss loss) {
    List<Integer> counts = new ArrayList<>();
    try (SequentialNetwork network = SequentialNetwork.create(config, ITEMS, 1)) {
      NetworkRecommender recommender = new NetworkRecommender(network, dictionary());
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void onStep(int epoch, long targets, long allTargets) {
              counts.add(network.weights().manager().getManagedArrays().size());
            }
          };
      TrainingOptions options = new TrainingOptions(15, 15, 8, 1e-3, 0.1, 5, loss, 1);
      new NetworkTrainer(network, options, listener)
          .train(walks(10, 1), () -> hits(recommender.ranks(queries())));
    }

    assertThat(counts).hasSizeGreaterThanOrEqualTo(100).containsOnly(counts.get(0));
  }

  @Test
  void shouldEndWithAReasonWhenGradientsAreNotFinite() {
    NetworkConfig config = configs().findFirst().orElseThrow();
    try (SequentialNetwork network = SequentialNetwork.create(config, ITEMS, 1)) {
      float[] bad = new float[ITEMS * config.width()];
      Arrays.fill(bad, Float.NaN);
      network.weights().restore(Map.of(SequentialNetwork.ITEM_EMBEDDING, bad));

      assertThatThrownBy(
              () ->
                  new NetworkTrainer(network, options(1, 1, 1), TrainingListener.NONE)
                      .train(walks(50, 1), () -> 1))
          .isInstanceOf(TrainingFailedException.class)
          .hasMessageContaining("not finite 3 times in a row, in epoch 1");
    }
  }

  private static TrainingOptions options(int epochs, int patience, long seed) {
    return new TrainingOptions(epochs, patience, 64, 1e-2, 0, 5, FULL, seed);
  }

  private static ItemDictionary dictionary() {
    ItemDictionary items = new ItemDictionary();
    for (int item = 0; item < ITEMS; item++) {
      items.intern("item" + item);
    }
    return items;
  }

  /** Walks that were not learned from; the last item is asked for. */
  private static List<RankingQuery> queries() {
    return walks(100, 99).stream()
        .map(
            walk ->
                new RankingQuery(
                    ItemIds.of(Arrays.copyOf(walk, walk.length - 1)),
                    ItemIds.empty(),
                    ItemIds.of(walk[walk.length - 1])))
        .toList();
  }

  /** Share of ranks up to 3. */
  private static double hits(int[] ranks) {
    return Arrays.stream(ranks).filter(rank -> rank <= 3).count() / (double) ranks.length;
  }
}
