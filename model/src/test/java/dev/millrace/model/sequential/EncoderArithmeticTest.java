package dev.millrace.model.sequential;

import static dev.millrace.model.sequential.SmallNetworks.affine;
import static dev.millrace.model.sequential.SmallNetworks.embedding;
import static dev.millrace.model.sequential.SmallNetworks.parameter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each encoder against its formulas, written out one number at a time. */
class EncoderArithmeticTest {

  private static final int[] HISTORY = {3, 1, 4, 1};

  @Test
  void shouldFollowTheEquationsOfSasRec() {
    NetworkConfig.SasRec config = new NetworkConfig.SasRec(4, 6, 0.5, 1, 2);
    try (SequentialNetwork network = SmallNetworks.random(config, 1)) {
      double[][] x = new double[HISTORY.length][];
      double[][] normed = new double[HISTORY.length][];
      for (int t = 0; t < x.length; t++) {
        float[] position = parameter(network, "position_embedding.weight")[t];
        x[t] = embedding(network, HISTORY[t]);
        for (int i = 0; i < config.width(); i++) {
          x[t][i] = Math.sqrt(config.width()) * x[t][i] + position[i];
        }
        normed[t] = norm(network, "blocks.0.attention_norm", x[t]);
      }
      double[] mixed = new double[config.width()];
      for (int head = 0; head < config.heads(); head++) {
        attend(network, normed, head, mixed);
      }
      double[] after = plus(x[x.length - 1], dense(network, "blocks.0.output", mixed));
      double[] inner =
          relu(
              dense(network, "blocks.0.inner", norm(network, "blocks.0.feed_forward_norm", after)));
      double[] last = norm(network, "norm", plus(after, dense(network, "blocks.0.outer", inner)));

      assertLastState(network, dense(network, "output", last));
    }
  }

  /** Two dimensions a head, of a width of four; the last place looks at all. */
  private static void attend(
      SequentialNetwork network, double[][] normed, int head, double[] mixed) {
    int size = 2;
    double[] query = dense(network, "blocks.0.query", normed[normed.length - 1]);
    double[] weights = new double[normed.length];
    for (int t = 0; t < normed.length; t++) {
      double[] key = dense(network, "blocks.0.key", normed[t]);
      double product = 0;
      for (int i = head * size; i < (head + 1) * size; i++) {
        product += query[i] * key[i];
      }
      weights[t] = Math.exp(product / Math.sqrt(size));
    }
    double total = Arrays.stream(weights).sum();
    for (int t = 0; t < normed.length; t++) {
      double[] value = dense(network, "blocks.0.value", normed[t]);
      for (int i = head * size; i < (head + 1) * size; i++) {
        mixed[i] += weights[t] / total * value[i];
      }
    }
  }

  @Test
  void shouldFollowTheEquationsOfTheGatedRecurrentUnit() {
    NetworkConfig.Gru4Rec config = new NetworkConfig.Gru4Rec(4, 6, 0.5, 3);
    try (SequentialNetwork network = SmallNetworks.random(config, 2)) {
      float[][] inputWeight = parameter(network, "gru.input.weight");
      float[][] stateWeight = parameter(network, "gru.state.weight");
      float[] inputBias = parameter(network, "gru.input.bias")[0];
      float[] stateBias = parameter(network, "gru.state.bias")[0];
      int size = config.hidden();
      double[] state = new double[size];
      for (int item : HISTORY) {
        double[] fromInput = affine(inputWeight, inputBias, embedding(network, item));
        double[] fromState = affine(stateWeight, stateBias, state);
        for (int i = 0; i < size; i++) {
          double reset = sigmoid(fromInput[i] + fromState[i]);
          double update = sigmoid(fromInput[size + i] + fromState[size + i]);
          double candidate = Math.tanh(fromInput[2 * size + i] + reset * fromState[2 * size + i]);
          state[i] = (1 - update) * candidate + update * state[i];
        }
      }

      assertLastState(network, dense(network, "output", state));
    }
  }

  @Test
  void shouldFollowTheDefinitionOfCasersConvolutions() {
    NetworkConfig.Caser config = new NetworkConfig.Caser(4, 6, 0.5, 3, 2, 2);
    try (SequentialNetwork network = SmallNetworks.random(config, 3)) {
      assertLastState(network, caser(network, config, HISTORY));
      assertThat(SmallNetworks.states(network, SequenceBatch.ofLast(List.of(new int[] {5})))[0])
          .containsExactly(floats(caser(network, config, 5)), within(1e-4f));
    }
  }

  private static double[] caser(
      SequentialNetwork network, NetworkConfig.Caser config, int... history) {
    int window = config.window();
    double[][] image = new double[window][config.width()];
    for (int row = 0; row < window; row++) {
      int place = history.length - window + row;
      if (place >= 0) {
        image[row] = embedding(network, history[place]);
      }
    }
    double[] features =
        new double[window * config.horizontal() + config.vertical() * config.width()];
    int next = 0;
    for (int height = 1; height <= window; height++) {
      for (int filter = 0; filter < config.horizontal(); filter++) {
        features[next++] = strongest(network, image, height, filter);
      }
    }
    for (int column = 0; column < config.width(); column++) {
      for (int filter = 0; filter < config.vertical(); filter++) {
        double sum = parameter(network, "vertical.bias")[0][filter];
        for (int row = 0; row < window; row++) {
          sum += parameter(network, "vertical.weight")[filter][row] * image[row][column];
        }
        features[next++] = sum;
      }
    }
    return relu(dense(network, "output", features));
  }

  /** Weights are [filter][dimension · height + row]. */
  private static double strongest(
      SequentialNetwork network, double[][] image, int height, int filter) {
    float[] weight = parameter(network, "horizontal." + height + ".weight")[filter];
    double strongest = 0;
    for (int top = 0; top + height <= image.length; top++) {
      double sum = parameter(network, "horizontal." + height + ".bias")[0][filter];
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < image[0].length; column++) {
          sum += weight[column * height + row] * image[top + row][column];
        }
      }
      strongest = Math.max(strongest, sum);
    }
    return strongest;
  }

  private static void assertLastState(SequentialNetwork network, double[] expected) {
    assertThat(SmallNetworks.states(network, SequenceBatch.ofLast(List.of(HISTORY)))[0])
        .containsExactly(floats(expected), within(1e-4f));
  }

  private static double[] dense(SequentialNetwork network, String name, double[] input) {
    return affine(
        parameter(network, name + ".weight"), parameter(network, name + ".bias")[0], input);
  }

  private static double[] norm(SequentialNetwork network, String name, double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    double[] normed = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      normed[i] =
          (x[i] - mean) / Math.sqrt(variance) * parameter(network, name + ".weight")[0][i]
              + parameter(network, name + ".bias")[0][i];
    }
    return normed;
  }

  private static double[] plus(double[] one, double[] other) {
    double[] sum = new double[one.length];
    Arrays.setAll(sum, i -> one[i] + other[i]);
    return sum;
  }

  private static double[] relu(double[] x) {
    return Arrays.stream(x).map(value -> Math.max(0, value)).toArray();
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static float[] floats(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }
}
