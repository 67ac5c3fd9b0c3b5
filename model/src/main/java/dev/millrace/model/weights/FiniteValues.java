package dev.millrace.model.weights;

import java.nio.ByteBuffer;

/**
 * Counts the values of a tensor that are no finite numbers, in the mapped file: those with all bits
 * of the exponent set.
 */
public final class FiniteValues {

  private static final int CHUNK_BYTES = 1 << 26;
  private static final int SINGLE_EXPONENT = 0x7f80_0000;
  private static final int HALF_EXPONENT = 0x7c00;
  private static final int BRAIN_EXPONENT = 0x7f80;

  private FiniteValues() {}

  /** How many values are NaN or infinite; 0 for whole numbers. */
  public static long countOthers(WeightSource source, TensorInfo tensor) {
    long others = 0;
    for (long at = 0; at < tensor.byteSize(); at += CHUNK_BYTES) {
      int length = (int) Math.min(CHUNK_BYTES, tensor.byteSize() - at);
      others += countOthers(source.bytes(tensor.name(), at, length), tensor.type());
    }
    return others;
  }

  private static long countOthers(ByteBuffer bytes, TensorType type) {
    return switch (type) {
      case F32 -> singles(bytes);
      case F16 -> halves(bytes, HALF_EXPONENT);
      case BF16 -> halves(bytes, BRAIN_EXPONENT);
      case I64 -> 0;
    };
  }

  private static long singles(ByteBuffer bytes) {
    long count = 0;
    for (int at = 0; at < bytes.limit(); at += Float.BYTES) {
      if ((bytes.getInt(at) & SINGLE_EXPONENT) == SINGLE_EXPONENT) {
        count++;
      }
    }
    return count;
  }

  private static long halves(ByteBuffer bytes, int exponent) {
    long count = 0;
    for (int at = 0; at < bytes.limit(); at += Short.BYTES) {
      if ((bytes.getShort(at) & exponent) == exponent) {
        count++;
      }
    }
    return count;
  }
}
