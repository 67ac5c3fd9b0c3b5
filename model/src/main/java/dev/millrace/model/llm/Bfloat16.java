package dev.millrace.model.llm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** bfloat16 is the upper half of a float32: DJL does not know it, but shifts do. */
final class Bfloat16 {

  private static final int SHIFT = 16;

  private Bfloat16() {}

  /**
   * Widens exactly.
   *
   * @param halves little-endian bfloat16
   * @return little-endian float32 outside the heap
   */
  static ByteBuffer widen(ByteBuffer halves) {
    ByteBuffer floats =
        ByteBuffer.allocateDirect(2 * halves.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    while (halves.hasRemaining()) {
      floats.putInt(halves.getShort() << SHIFT);
    }
    return floats.flip();
  }

  /**
   * Cuts floats that came from bfloat16, which is exact for them.
   *
   * @param floats little-endian float32
   * @return little-endian bfloat16
   */
  static ByteBuffer narrow(ByteBuffer floats) {
    ByteBuffer halves = ByteBuffer.allocate(floats.remaining() / 2).order(ByteOrder.LITTLE_ENDIAN);
    while (floats.hasRemaining()) {
      halves.putShort((short) (floats.getInt() >>> SHIFT));
    }
    return halves.flip();
  }
}
