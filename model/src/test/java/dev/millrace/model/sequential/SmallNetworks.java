package dev.millrace.model.sequential;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.millrace.model.llm.NoGradient;
import dev.millrace.model.llm.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Networks of few figures, and what tests ask of them. */
final class SmallNetworks {

  static final int ITEMS = 12;

  private SmallNetworks() {}

  static List<NetworkConfig> configs() {
    return List.of(
        new NetworkConfig.SasRec(8, 6, 0.2, 2, 2),
        new NetworkConfig.Gru4Rec(8, 6, 0.2, 10),
        new NetworkConfig.Caser(8, 6, 0.2, 3, 4, 2));
  }

  /** All parameters are random and far from 0, biases and norms too. */
  static SequentialNetwork random(NetworkConfig config, long seed) {
    SequentialNetwork network = SequentialNetwork.create(config, ITEMS, seed);
    Random random = new Random(seed);
    try (NDManager scratch = network.weights().manager().newSubManager()) {
      network
          .parameters()
          .forEach(
              (name, array) -> {
                float[] values = new float[Math.toIntExact(array.size())];
                for (int i = 0; i < values.length; i++) {
                  values[i] = (float) random.nextGaussian();
                }
                Tensors.floats(scratch, values, array.getShape()).copyTo(array);
              });
    }
    return network;
  }

  /** The states at the wanted places, without dropout. */
  static float[][] states(SequentialNetwork network, SequenceBatch batch) {
    try (NoGradient none = new NoGradient();
        NDManager scratch = network.weights().manager().newSubManager()) {
      none.suppressNotUsedWarning();
      return rows(network.states(scratch, batch, false));
    }
  }

  static float[][] rows(NDArray matrix) {
    float[] flat = matrix.toFloatArray();
    float[][] rows = new float[Math.toIntExact(matrix.getShape().get(0))][];
    int width = flat.length / rows.length;
    for (int row = 0; row < rows.length; row++) {
      rows[row] = Arrays.copyOfRange(flat, row * width, (row + 1) * width);
    }
    return rows;
  }

  /** A parameter as rows; a vector is one row. */
  static float[][] parameter(SequentialNetwork network, String name) {
    NDArray array = network.parameters().get(name);
    if (array == null) {
      throw new AssertionError("no parameter " + name + " in " + network.parameters().keySet());
    }
    try (NDArray matrix =
        array.getShape().dimension() == 1
            ? array.reshape(1, -1)
            : array.reshape(array.getShape().get(0), -1)) {
      return rows(matrix);
    }
  }

  /** W·x + b. */
  static double[] affine(float[][] weight, float[] bias, double[] input) {
    double[] output = new double[weight.length];
    for (int row = 0; row < output.length; row++) {
      output[row] = bias[row];
      for (int column = 0; column < input.length; column++) {
        output[row] += weight[row][column] * input[column];
      }
    }
    return output;
  }

  static double[] embedding(SequentialNetwork network, int item) {
    float[] row = parameter(network, SequentialNetwork.ITEM_EMBEDDING)[item];
    double[] wide = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      wide[i] = row[i];
    }
    return wide;
  }
}
