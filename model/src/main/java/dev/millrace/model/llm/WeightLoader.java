package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.millrace.model.weights.TensorInfo;
import dev.millrace.model.weights.TensorType;
import dev.millrace.model.weights.WeightSource;
import dev.millrace.model.weights.WeightsException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Copies a checkpoint's tensors onto the device, after every one is accounted for. */
public final class WeightLoader {

  private static final int CHUNK_BYTES = 1 << 30;

  private final String origin;
  private final WeightSource source;
  private final NDManager manager;
  private final Cast cast;

  /**
   * @param origin for messages
   * @param manager owns the weights and decides on the device
   * @param cast narrows the weights
   */
  public WeightLoader(String origin, WeightSource source, NDManager manager, Cast cast) {
    this.origin = origin;
    this.source = source;
    this.manager = manager;
    this.cast = cast;
  }

  /**
   * Loads exactly the expected tensors.
   *
   * @param expected shape by name
   * @throws WeightsException naming all missing, unexpected and misshapen tensors, or one that
   *     holds a value that is no finite number
   */
  public Map<String, NDArray> load(SortedMap<String, List<Long>> expected) {
    requireSame(expected);
    Map<String, NDArray> weights = new TreeMap<>();
    source.tensors().values().stream()
        .filter(info -> expected.containsKey(info.name()))
        .forEach(info -> weights.put(info.name(), load(info)));
    return weights;
  }

  private void requireSame(SortedMap<String, List<Long>> expected) {
    List<String> problems = new WeightFit(source).problems(expected);
    if (!problems.isEmpty()) {
      throw new WeightsException(
          "%s: the tensors do not fit the configuration: %s"
              .formatted(origin, String.join("; ", problems)));
    }
  }

  private NDArray load(TensorInfo info) {
    long[] shape = info.dimensions();
    if (info.byteSize() <= CHUNK_BYTES) {
      return part(info, 0, shape);
    }
    long rowBytes = info.byteSize() / shape[0];
    long rowsAtOnce = Math.max(1, CHUNK_BYTES / rowBytes);
    NDList parts = new NDList();
    for (long row = 0; row < info.shape().get(0); row += rowsAtOnce) {
      shape[0] = Math.min(rowsAtOnce, info.shape().get(0) - row);
      parts.add(part(info, row * rowBytes, shape));
    }
    try (parts) {
      return NDArrays.concat(parts);
    }
  }

  /** The array over the mapped file is closed at once: what stays is a copy. */
  private NDArray part(TensorInfo info, long offset, long[] dimensions) {
    Shape shape = new Shape(dimensions);
    int length = Math.toIntExact(shape.size() * info.type().bytes());
    ByteBuffer bytes = source.bytes(info.name(), offset, length);
    try (NDArray mapped = mapped(info.type(), bytes, shape);
        NDArray wide = Tensors.copy(mapped, DataType.FLOAT32)) {
      requireFinite(info.name(), wide);
      return cast.isIdentity() ? wide.duplicate() : cast.narrow(wide);
    }
  }

  private NDArray mapped(TensorType type, ByteBuffer bytes, Shape shape) {
    return switch (type) {
      case BF16 -> manager.create(Bfloat16.widen(bytes), shape, DataType.FLOAT32);
      case F16 -> manager.create(bytes, shape, DataType.FLOAT16);
      case F32 -> manager.create(bytes, shape, DataType.FLOAT32);
      case I64 -> throw new IllegalArgumentException("Weights are no whole numbers");
    };
  }

  /** 0 times a finite number is 0; times anything else it is NaN. */
  private void requireFinite(String name, NDArray wide) {
    try (NDArray zeros = wide.mul(0);
        NDArray sum = zeros.sum()) {
      if (sum.getFloat() != 0) {
        throw new WeightsException(
            "%s: tensor %s: all values are finite numbers, but there are NaN or infinite ones"
                .formatted(origin, name));
      }
    }
  }
}
