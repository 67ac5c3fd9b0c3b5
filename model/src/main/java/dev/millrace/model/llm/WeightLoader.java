package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.millrace.model.weights.TensorInfo;
import dev.millrace.model.weights.TensorType;
import dev.millrace.model.weights.WeightSource;
import dev.millrace.model.weights.WeightsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Copies a checkpoint's tensors onto the device, after every one is accounted for. */
public final class WeightLoader {

  /** Some old checkpoints store what the configuration already says. */
  private static final Pattern DERIVED = Pattern.compile(".*\\.rotary_emb\\.inv_freq");

  private static final int CHUNK_BYTES = 1 << 30;

  private final String origin;
  private final WeightSource source;
  private final NDManager manager;
  private final DataType type;

  /**
   * @param origin for messages
   * @param manager owns the weights and decides on the device
   * @param type that the weights are converted to
   */
  public WeightLoader(String origin, WeightSource source, NDManager manager, DataType type) {
    this.origin = origin;
    this.source = source;
    this.manager = manager;
    this.type = type;
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
    expected.forEach((name, shape) -> weights.put(name, load(source.tensors().get(name))));
    return weights;
  }

  private void requireSame(SortedMap<String, List<Long>> expected) {
    SortedMap<String, TensorInfo> found = source.tensors();
    List<String> problems = new ArrayList<>();
    TreeSet<String> missing = new TreeSet<>(expected.keySet());
    missing.removeAll(found.keySet());
    if (!missing.isEmpty()) {
      problems.add("missing are " + missing);
    }
    TreeSet<String> unexpected = new TreeSet<>(found.keySet());
    unexpected.removeAll(expected.keySet());
    unexpected.removeIf(name -> DERIVED.matcher(name).matches() || isCopyOfEmbedding(name));
    if (!unexpected.isEmpty()) {
      problems.add("unexpected are " + unexpected);
    }
    found.values().stream()
        .filter(info -> expected.containsKey(info.name()))
        .forEach(info -> checkForm(info, expected.get(info.name()), problems));
    if (!problems.isEmpty()) {
      throw new WeightsException(
          "%s: the tensors do not fit the configuration: %s"
              .formatted(origin, String.join("; ", problems)));
    }
  }

  /** A tied head may be stored beside the embedding, if it is the same. */
  private boolean isCopyOfEmbedding(String name) {
    TensorInfo head = source.tensors().get(name);
    TensorInfo embedding = source.tensors().get(WeightLayout.EMBEDDING);
    if (!name.equals(WeightLayout.HEAD)
        || head == null
        || embedding == null
        || head.byteSize() != embedding.byteSize()
        || head.type() != embedding.type()) {
      return false;
    }
    for (long at = 0; at < head.byteSize(); at += CHUNK_BYTES) {
      int length = (int) Math.min(CHUNK_BYTES, head.byteSize() - at);
      if (!source
          .bytes(name, at, length)
          .equals(source.bytes(WeightLayout.EMBEDDING, at, length))) {
        return false;
      }
    }
    return true;
  }

  private static void checkForm(TensorInfo found, List<Long> shape, List<String> problems) {
    if (!found.shape().equals(shape)) {
      problems.add("%s is %s, but was %s".formatted(found.name(), shape, found.shape()));
    }
    if (found.type() == TensorType.I64) {
      problems.add("%s is F32, F16 or BF16, but was %s".formatted(found.name(), found.type()));
    }
  }

  private NDArray load(TensorInfo info) {
    NDArray weight =
        info.byteSize() <= CHUNK_BYTES ? part(info, 0, info.dimensions()) : inChunks(info);
    requireFinite(info.name(), weight);
    return weight;
  }

  private NDArray inChunks(TensorInfo info) {
    long[] shape = info.dimensions();
    long rowBytes = info.byteSize() / shape[0];
    long rowsAtOnce = Math.max(1, CHUNK_BYTES / rowBytes);
    NDArray weight = manager.create(new Shape(shape), type);
    for (long row = 0; row < shape[0]; row += rowsAtOnce) {
      long end = Math.min(shape[0], row + rowsAtOnce);
      shape[0] = end - row;
      try (NDArray part = part(info, row * rowBytes, shape)) {
        weight.set(new NDIndex("{}:{}", row, end), part);
      }
      shape[0] = info.shape().get(0);
    }
    return weight;
  }

  /** The array over the mapped file is closed at once: what stays is a copy. */
  private NDArray part(TensorInfo info, long offset, long[] shape) {
    Shape djlShape = new Shape(shape);
    int length = Math.toIntExact(djlShape.size() * info.type().bytes());
    try (NDArray mapped =
        manager.create(
            source.bytes(info.name(), offset, length), djlShape, dataType(info.type()))) {
      return Tensors.copy(mapped, type);
    }
  }

  private static DataType dataType(TensorType type) {
    return switch (type) {
      case F16 -> DataType.FLOAT16;
      case BF16 -> DataType.BFLOAT16;
      case F32 -> DataType.FLOAT32;
      case I64 -> DataType.INT64;
    };
  }

  /** 0 times a finite number is 0; times anything else it is NaN. */
  private void requireFinite(String name, NDArray weight) {
    float sum;
    try (NDArray zeros = weight.mul(0);
        NDArray total = zeros.sum();
        NDArray exact = total.toType(DataType.FLOAT32, true)) {
      sum = exact.getFloat();
    }
    if (sum != 0) {
      throw new WeightsException(
          "%s: tensor %s: all values are finite numbers, but there are NaN or infinite ones"
              .formatted(origin, name));
    }
  }
}
