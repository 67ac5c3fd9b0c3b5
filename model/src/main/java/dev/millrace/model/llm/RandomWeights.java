package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
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
  Map<String, NDArray> create(
      NDManager manager, Map<String, List<Long>> shapes, DataType type) {
    Map<String, NDArray> weights = new TreeMap<>();
    shapes.forEach((name, shape) -> weights.put(name, create(manager, name, shape, type)));
    return weights;
  }

  private NDArray create(NDManager manager, String name, List<Long> shape, DataType type) {
    Shape djlShape = new Shape(shape.stream().mapToLong(Long::longValue).toArray());
    if (name.endsWith(".bias")) {
      return manager.zeros(djlShape, type);
    }
    if (shape.size() == 1) {
      return manager.ones(djlShape, type);
    }
    Random random = new Random(seed * 31 + name.hashCode());
    float[] values = new float[Math.toIntExact(djlShape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return Tensors.floats(manager, values, djlShape, type);
  }
}
