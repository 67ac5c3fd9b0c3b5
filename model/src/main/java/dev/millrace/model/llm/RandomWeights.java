package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.millrace.model.weights.TensorContent;
import dev.millrace.model.weights.TensorInfo;
import dev.millrace.model.weights.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Seeded initial weights: matrices are normal with the configuration's deviation, norms are 1,
 * biases are 0. The same seed gives the same weights on every machine.
 */
public final class RandomWeights {

  private final DecoderConfig config;
  private final long seed;

  /**
   * @param config of the decoder that they are for
   */
  public RandomWeights(DecoderConfig config, long seed) {
    this.config = config;
    this.seed = seed;
  }

  /** The weights to write, in float32; each is made when its turn comes. */
  public List<TensorContent> contents() {
    return config.weightShapes().entrySet().stream()
        .map(weight -> new TensorInfo(weight.getKey(), TensorType.F32, weight.getValue()))
        .map(info -> new TensorContent(info, () -> bytes(info)))
        .toList();
  }

  /** The weights as arrays, in the precision that a cast narrows to. */
  Map<String, NDArray> create(NDManager manager, Cast cast) {
    Map<String, NDArray> weights = new TreeMap<>();
    config
        .weightShapes()
        .forEach((name, shape) -> weights.put(name, create(manager, name, shape, cast)));
    return weights;
  }

  private NDArray create(NDManager manager, String name, List<Long> dimensions, Cast cast) {
    Shape shape = new Shape(dimensions.stream().mapToLong(Long::longValue).toArray());
    return Tensors.floats(manager, values(name, dimensions), shape, cast);
  }

  private ByteBuffer bytes(TensorInfo info) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(info.byteSize())).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values(info.name(), info.shape()));
    return bytes;
  }

  private float[] values(String name, List<Long> shape) {
    long size = shape.stream().reduce(1L, Math::multiplyExact);
    float[] values = new float[Math.toIntExact(size)];
    if (shape.size() == 1) {
      Arrays.fill(values, name.endsWith(".bias") ? 0 : 1);
    } else {
      fillRandomly(values, name);
    }
    return values;
  }

  private void fillRandomly(float[] values, String name) {
    Random random = new Random(seed * 31 + name.hashCode());
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (config.initializerRange() * random.nextGaussian());
    }
  }
}
