package dev.millrace.model.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.millrace.model.llm.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A uniform within ±1/√in, as PEFT fills it, and B zero. */
final class LoraInitializer {

  private final NDManager manager;
  private final long seed;

  LoraInitializer(NDManager manager, long seed) {
    this.manager = manager;
    this.seed = seed;
  }

  Map<String, NDArray> create(Map<String, List<Long>> shapes) {
    Map<String, NDArray> parameters = new TreeMap<>();
    shapes.forEach((name, shape) -> parameters.put(name, create(name, shape)));
    return parameters;
  }

  private NDArray create(String name, List<Long> dimensions) {
    Shape shape = new Shape(dimensions.get(0), dimensions.get(1));
    if (name.contains(".lora_B.")) {
      return manager.zeros(shape, DataType.FLOAT32);
    }
    double bound = 1 / Math.sqrt(dimensions.get(1));
    Random random = new Random(seed * 31 + name.hashCode());
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    return Tensors.floats(manager, values, shape, DataType.FLOAT32);
  }
}
