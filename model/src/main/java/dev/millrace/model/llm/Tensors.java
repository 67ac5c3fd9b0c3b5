package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import dev.millrace.model.weights.TensorContent;
import dev.millrace.model.weights.TensorInfo;
import dev.millrace.model.weights.TensorType;
import java.nio.ByteBuffer;
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
    TensorInfo info = new TensorInfo(name, type(name, array.getDataType()), shape(array));
    return new TensorContent(info, array::toByteBuffer);
  }

  /** An array of a decoder's precision to write. */
  static TensorContent content(String name, NDArray array, Cast cast) {
    if (cast.isIdentity()) {
      return content(name, array);
    }
    TensorInfo info = new TensorInfo(name, TensorType.BF16, shape(array));
    return new TensorContent(info, () -> upperHalves(array, cast));
  }

  private static List<Long> shape(NDArray array) {
    return Arrays.stream(array.getShape().getShape()).boxed().toList();
  }

  private static ByteBuffer upperHalves(NDArray array, Cast cast) {
    try (NDArray wide = cast.widen(array)) {
      return Bfloat16.narrow(wide.toByteBuffer());
    }
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

  /** The same for numbers that are short in Java. */
  static NDArray longs(NDManager manager, int[] values) {
    return longs(manager, Arrays.stream(values).asLongStream().toArray());
  }

  /** Numbers with native memory of their own, in float32. */
  public static NDArray floats(NDManager manager, float[] values, Shape shape) {
    return floats(manager, values, shape, new Cast.None());
  }

  /** Numbers with native memory of their own, in the precision that a cast narrows to. */
  static NDArray floats(NDManager manager, float[] values, Shape shape, Cast cast) {
    try (NDArray shared = manager.create(values, shape)) {
      return cast.isIdentity() ? shared.duplicate() : cast.narrow(shared);
    }
  }

  /**
   * A factor for use where gradients are recorded. DJL's {@code mul(Number)} and {@code
   * div(Number)} leave a factor in the graph whose memory Java frees before the gradient is
   * computed; multiply by this in their place, and close it after the backward pass.
   */
  public static NDArray scalar(NDManager manager, double value) {
    try (NDArray shared = manager.create((float) value)) {
      return shared.duplicate();
    }
  }

  /**
   * Rows of a matrix, with gradients.
   *
   * @param matrix [n, d]
   * @param rows INT64, any shape
   * @return the rows' shape and then d
   */
  public static NDArray pick(NDArray matrix, NDArray rows) {
    return Slots.pick(matrix, rows);
  }

  /**
   * Rows of a weight matrix. Their gradients alone are kept, in a sparse array, until {@link
   * #gradient} asks for that of the matrix.
   *
   * @param matrix [n, d]
   * @param rows INT64, any shape
   * @return the rows' shape and then d
   */
  static NDArray rows(NDArray matrix, NDArray rows) {
    return Embedding.embedding(rows, matrix, SparseFormat.COO).singletonOrThrow();
  }

  /**
   * The gradient of a parameter.
   *
   * @param parameter records gradients
   * @return dense, zeros where nothing has flowed back yet; to be closed
   */
  public static NDArray gradient(NDArray parameter) {
    NDArray gradient = parameter.getGradient();
    if (!gradient.isSparse()) {
      return gradient;
    }
    try (gradient) {
      return gradient.toDense();
    }
  }

  /**
   * Makes an array's values those of another, in whatever precision; {@code copyTo} fills arrays of
   * bfloat16 with chance.
   *
   * @param target keeps its type and place
   * @param source of the same shape and type
   */
  public static void assign(NDArray target, NDArray source) {
    if (target.getDataType() == DataType.FLOAT32) {
      source.copyTo(target);
    } else {
      target.set(new NDIndex("..."), source);
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
      case INT64 -> TensorType.I64;
      default ->
          throw new IllegalArgumentException(
              "Tensor %s: %s cannot be written; accepted are %s"
                  .formatted(name, type, List.of(TensorType.values())));
    };
  }
}
