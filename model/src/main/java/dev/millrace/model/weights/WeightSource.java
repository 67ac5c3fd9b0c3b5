package dev.millrace.model.weights;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** Named tensors that can be read. */
public interface WeightSource extends AutoCloseable {

  /** The files that the tensors are in, sorted. */
  List<Path> files();

  /** All tensors by name. */
  SortedMap<String, TensorInfo> tensors();

  /**
   * Part of a tensor's data, mapped from the file: nothing is read until it is touched.
   *
   * @param name one of {@link #tensors()}
   * @param offset first byte, from the tensor's beginning
   * @param length number of bytes
   * @return a read-only little-endian buffer, valid after {@link #close()} too
   * @throws WeightsException if there is no such tensor or it cannot be read
   */
  ByteBuffer bytes(String name, long offset, int length);

  /** All data of a tensor that is smaller than 2 GiB. */
  default ByteBuffer bytes(String name) {
    TensorInfo info = tensors().get(name);
    if (info == null) {
      throw new WeightsException(
          "There is no tensor %s; there are %s".formatted(name, tensors().keySet()));
    }
    return bytes(name, 0, Math.toIntExact(info.byteSize()));
  }

  @Override
  void close();
}
