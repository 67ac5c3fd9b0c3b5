package dev.millrace.model.weights;

import java.util.Arrays;
import java.util.Optional;

/** Element types that are read and written, smallest first as safetensors orders them in a file. */
public enum TensorType {
  /** IEEE half precision. */
  F16(2),
  /** The upper half of an IEEE single. */
  BF16(2),
  /** IEEE single precision. */
  F32(4),
  /** 64-bit signed integers. */
  I64(8);

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  static Optional<TensorType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
