package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Seeded initial weights: matrices are normal, norms are 1, biases are 0. */
final class RandomWeights {

  private final double deviation;
  private final long seed;

  RandomWeights(DecoderConfig config, long seed) {
    this.deviation = config.initializerRange();
    this.seed = seed;
  }

  /** The same seed gives the same weights on every machine. */
  Map<String, NDArray> create(NDManager manager, Map<String, List<Long>> shapes, Cast cast) {
    Map<String, NDArray> weights = new TreeMap<>();
    shapes.forEach((name, shape) -> weights.put(name, create(manager, name, shape, cast)));
    return weights;
  }

  private NDArray create(NDManager manager, String name, List<Long> shape, Cast cast) {
    Shape djlShape = new Shape(shape.stream().mapToLong(Long::longValue).toArray());
    float[] values = new float[Math.toIntExact(djlShape.size())];
    if (shape.size() == 1) {
      Arrays.fill(values, name.endsWith(".bias") ? 0 : 1);
    } else {
      fillRandomly(values, name);
    }
    return Tensors.floats(manager, values, djlShape, cast);
  }

  private void fillRandomly(float[] values, String name) {
    Random random = new Random(seed * 31 + name.hashCode());
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
  }
}
