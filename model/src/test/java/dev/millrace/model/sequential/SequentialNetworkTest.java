package dev.millrace.model.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.weights.SafetensorsFile;
import dev.millrace.model.weights.TensorInfo;
import dev.millrace.model.weights.TensorType;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for all encoders. */
class SequentialNetworkTest {

  private static final Offset<Float> ROUNDING = within(1e-5f);

  static List<NetworkConfig> configs() {
    return SmallNetworks.configs();
  }

  @ParameterizedTest
  @MethodSource("configs")
  void shouldNotChangeEarlierStatesWhenLaterItemsChange(NetworkConfig config) {
    try (SequentialNetwork network = SmallNetworks.random(config, 1)) {
      float[][] states = all(network, 3, 1, 4, 1, 5);
      float[][] changed = all(network, 3, 1, 4, 9, 2);

      for (int place = 0; place < 3; place++) {
        assertThat(changed[place]).containsExactly(states[place], ROUNDING);
      }
      assertThat(distance(changed[3], states[3])).isGreaterThan(0.01);
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void shouldDependOnEarlierItemsAndTheirOrder(NetworkConfig config) {
    try (SequentialNetwork network = SmallNetworks.random(config, 2)) {
      float[] state = last(network, 3, 1, 4);

      assertThat(distance(last(network, 3, 2, 4), state)).isGreaterThan(0.01);
      assertThat(distance(last(network, 1, 3, 4), state)).isGreaterThan(0.01);
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void shouldGiveTheSameStatesWhenOtherRowsAreLonger(NetworkConfig config) {
    try (SequentialNetwork network = SmallNetworks.random(config, 3)) {
      float[][] together =
          SmallNetworks.states(
              network,
              SequenceBatch.ofLast(
                  List.of(new int[] {7}, new int[] {3, 1, 4, 1, 5, 9}, new int[] {2, 7})));

      assertThat(together[0]).containsExactly(last(network, 7), ROUNDING);
      assertThat(together[1]).containsExactly(last(network, 3, 1, 4, 1, 5, 9), ROUNDING);
      assertThat(together[2]).containsExactly(last(network, 2, 7), ROUNDING);
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void shouldGiveTheSameNetworkForTheSameSeedOnly(NetworkConfig config) {
    try (SequentialNetwork one = SequentialNetwork.create(config, 5, 1);
        SequentialNetwork same = SequentialNetwork.create(config, 5, 1);
        SequentialNetwork other = SequentialNetwork.create(config, 5, 2)) {
      assertThat(one.itemEmbeddings()).isDeepEqualTo(same.itemEmbeddings());
      assertThat(one.itemEmbeddings()[0]).isNotEqualTo(other.itemEmbeddings()[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void shouldWriteEveryParameterAndTheItemEmbeddings(NetworkConfig config, @TempDir Path folder) {
    Path file = folder.resolve("network.safetensors");
    try (SequentialNetwork network = SmallNetworks.random(config, 4)) {
      network.save(file);

      try (SafetensorsFile saved = SafetensorsFile.open(file)) {
        assertThat(saved.tensors().keySet()).isEqualTo(network.parameters().keySet());
        assertThat(saved.metadata()).containsEntry("network", config.toString());
        float[][] embeddings = network.itemEmbeddings();
        assertThat(saved.tensors().values())
            .contains(
                new TensorInfo(
                    SequentialNetwork.ITEM_EMBEDDING,
                    TensorType.F32,
                    List.of((long) SmallNetworks.ITEMS, (long) config.width())));
        int second = config.width() * Float.BYTES;
        assertThat(saved.bytes(SequentialNetwork.ITEM_EMBEDDING, second, Float.BYTES).getFloat())
            .isEqualTo(embeddings[1][0]);
      }
    }
  }

  @Test
  void shouldRefusePlacesThatASequenceDoesNotHave() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SequenceBatch.ofLast(List.of(new int[0])))
        .withMessage("A sequence of 0 items has no place -1");
  }

  @Test
  void shouldRefuseSizesThatMakeNoNetwork() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkConfig.SasRec(64, 10, 0.3, 2, 3))
        .withMessage("heads divide the width, but were 3 for a width of 64");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkConfig.Gru4Rec(64, 10, 1.0, 64))
        .withMessageContaining("dropout");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkConfig.Caser(64, 10, 0, 0, 1, 1))
        .withMessageContaining("window");
  }

  private static float[][] all(SequentialNetwork network, int... items) {
    return SmallNetworks.states(network, SequenceBatch.of(List.of(items), new int[] {0}));
  }

  private static float[] last(SequentialNetwork network, int... items) {
    return SmallNetworks.states(network, SequenceBatch.ofLast(List.of(items)))[0];
  }

  private static double distance(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.abs(one[i] - other[i]);
    }
    return sum;
  }
}
