package dev.millrace.model.sequential;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.millrace.model.llm.NoGradient;
import dev.millrace.model.llm.TensorEngine;
import dev.millrace.model.llm.Tensors;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The named arrays of a network. Biases begin as 0, norms as 1, embeddings as N(0, 0.02²) and all
 * other matrices as N(0, 2 / (inputs + outputs)) (Glorot); the same seed gives the same weights.
 */
final class Weights implements AutoCloseable {

  private static final double EMBEDDING_DEVIATION = 0.02;

  private final NDManager manager = TensorEngine.start().newBaseManager();
  private final SortedMap<String, NDArray> arrays = new TreeMap<>();
  private final long seed;

  Weights(long seed) {
    this.seed = seed;
  }

  NDManager manager() {
    return manager;
  }

  SortedMap<String, NDArray> arrays() {
    return Collections.unmodifiableSortedMap(arrays);
  }

  /** A matrix whose rows are looked up, [rows, width]. */
  NDArray embedding(String name, long rows, long width) {
    return normal(name, new Shape(rows, width), EMBEDDING_DEVIATION);
  }

  /** A matrix or a filter, [outputs, inputs, ...]. */
  NDArray matrix(String name, long... shape) {
    double fanIn = Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
    double fanOut = shape[0] * Arrays.stream(shape).skip(2).reduce(1, (a, b) -> a * b);
    return normal(name, new Shape(shape), Math.sqrt(2 / (fanIn + fanOut)));
  }

  NDArray constant(String name, long size, double value) {
    float[] values = new float[Math.toIntExact(size)];
    Arrays.fill(values, (float) value);
    return put(name, values, new Shape(size));
  }

  private NDArray normal(String name, Shape shape, double deviation) {
    Random random = new Random(seed * 31 + name.hashCode());
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return put(name, values, shape);
  }

  private NDArray put(String name, float[] values, Shape shape) {
    NDArray array = Tensors.floats(manager, values, shape);
    arrays.put(name, array);
    return array;
  }

  /** A copy of all values. */
  Map<String, float[]> snapshot() {
    Map<String, float[]> values = new HashMap<>();
    arrays.forEach((name, array) -> values.put(name, array.toFloatArray()));
    return values;
  }

  /** Puts back what {@link #snapshot} copied. */
  void restore(Map<String, float[]> values) {
    try (NoGradient none = new NoGradient()) {
      none.suppressNotUsedWarning();
      values.forEach(
          (name, copied) -> {
            NDArray array = arrays.get(name);
            if (array == null) {
              throw new IllegalArgumentException("There is no array " + name);
            }
            try (NDArray copy = Tensors.floats(manager, copied, array.getShape())) {
              copy.copyTo(array);
            }
          });
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
