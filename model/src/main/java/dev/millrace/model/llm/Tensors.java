package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.millrace.model.weights.TensorContent;
import dev.millrace.model.weights.TensorInfo;
import dev.millrace.model.weights.TensorType;
import java.util.Arrays;
import java.util.List;

/** Arrays as tensors of a weight file. */
public final class Tensors {

  private Tensors() {}

  /**
   * An array to write; its data is fetched when its turn comes.
   *
   * @throws IllegalArgumentException if the array's type cannot be written
   */
  public static TensorContent content(String name, NDArray array) {
    List<Long> shape = Arrays.stream(array.getShape().getShape()).boxed().toList();
    TensorInfo info = new TensorInfo(name, type(name, array.getDataType()), shape);
    return new TensorContent(info, array::toByteBuffer);
  }

  /**
   * Whole numbers with native memory of their own. An array that is merely created shares its
   * buffer with Java, which frees it when the array is closed, even where a gradient's graph still
   * needs it.
   */
  public static NDArray longs(NDManager manager, long... values) {
    try (NDArray shared = manager.create(values)) {
      return shared.duplicate();
    }
  }

  /** Numbers with native memory of their own, in the wanted type. */
  public static NDArray floats(NDManager manager, float[] values, Shape shape, DataType type) {
    try (NDArray shared = manager.create(values, shape)) {
      return copy(shared, type);
    }
  }

  /** A copy with native memory of its own: a conversion to the same type would share it. */
  static NDArray copy(NDArray array, DataType type) {
    return array.getDataType() == type ? array.duplicate() : array.toType(type, true);
  }

  private static TensorType type(String name, DataType type) {
    return switch (type) {
      case FLOAT32 -> TensorType.F32;
      case FLOAT16 -> TensorType.F16;
      case BFLOAT16 -> TensorType.BF16;
      case INT64 -> TensorType.I64;
      default ->
          throw new IllegalArgumentException(
              "Tensor %s: %s cannot be written; accepted are %s"
                  .formatted(name, type, List.of(TensorType.values())));
    };
  }
}
