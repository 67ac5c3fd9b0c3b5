package dev.millrace.model.weights;

import java.util.List;

/**
 * What a file says of one tensor.
 *
 * @param name full name, such as {@code model.embed_tokens.weight}
 * @param type element type
 * @param shape sizes of the dimensions, outermost first; empty for a scalar
 * @throws ArithmeticException if the tensor's size in bytes exceeds a long
 */
public record TensorInfo(String name, TensorType type, List<Long> shape) {

  /** Copies the shape and refuses negative dimensions and sizes beyond a long. */
  public TensorInfo {
    shape = List.copyOf(shape);
    if (shape.stream().anyMatch(dimension -> dimension < 0)) {
      throw new IllegalArgumentException(
          "Tensor %s: a dimension is not negative, but the shape was %s".formatted(name, shape));
    }
    byteSize(type, shape);
  }

  /** Number of elements. */
  public long elements() {
    return byteSize() / type.bytes();
  }

  /** Size of the data in bytes. */
  public long byteSize() {
    return byteSize(type, shape);
  }

  /** The shape as DJL and the JDK take it. */
  public long[] dimensions() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  private static long byteSize(TensorType type, List<Long> shape) {
    return shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
  }
}
