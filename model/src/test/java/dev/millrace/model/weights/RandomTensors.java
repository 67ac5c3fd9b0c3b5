package dev.millrace.model.weights;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Tensors with random bits, NaN among them. */
final class RandomTensors {

  private static final List<TensorType> TYPES = List.of(TensorType.values());

  private RandomTensors() {}

  /** Tensors t0, t1 … of all types and several ranks. */
  static List<TensorContent> some(int count) {
    SplittableRandom random = new SplittableRandom(42);
    List<TensorContent> tensors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TensorType type = TYPES.get(i % TYPES.size());
      List<Long> shape =
          List.of(List.of(3L, 5L), List.of(7L), List.<Long>of(), List.of(0L, 2L)).get(i % 4);
      TensorInfo info = new TensorInfo("t" + i, type, shape);
      byte[] bytes = new byte[(int) info.byteSize()];
      random.nextBytes(bytes);
      tensors.add(new TensorContent(info, () -> ByteBuffer.wrap(bytes)));
    }
    return tensors;
  }
}
