package dev.millrace.streams.transition;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.avro.TransitionChange;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One pair added to a row or taken back, as it crosses the internal topic: the row's item is the
 * key.
 *
 * <pre>
 *   byte 0      distance, with the highest bit set when the pair is taken back
 *   bytes 1-8   event time of the later item, milliseconds since 1970
 *   the rest    id of the later item, UTF-8
 * </pre>
 */
final class RowChange {

  private static final int TAKEN_BACK = 0x80;
  private static final int SUCCESSOR = 1 + Long.BYTES;
  private static final int HASH_FACTOR = 31;

  private final byte[] bytes;

  RowChange(byte[] bytes) {
    this.bytes = bytes;
  }

  static RowChange of(TransitionChange change) {
    byte[] successor = change.getToItemId().getBytes(UTF_8);
    int flags = change.getDistance() | (change.getAdded() ? 0 : TAKEN_BACK);
    return new RowChange(
        ByteBuffer.allocate(SUCCESSOR + successor.length)
            .put((byte) flags)
            .putLong(change.getTimestamp())
            .put(successor)
            .array());
  }

  byte[] bytes() {
    return bytes;
  }

  int distance() {
    return bytes[0] & 0x7F;
  }

  boolean added() {
    return (bytes[0] & TAKEN_BACK) == 0;
  }

  long timestamp() {
    return ByteBuffer.wrap(bytes).getLong(1);
  }

  int successorLength() {
    return bytes.length - SUCCESSOR;
  }

  /** A hash of the later item's id that stays what it is: it is stored in rows. */
  int successorHash() {
    int hash = 1;
    for (int index = SUCCESSOR; index < bytes.length; index++) {
      hash = HASH_FACTOR * hash + bytes[index];
    }
    return hash;
  }

  boolean successorEquals(byte[] others, int from, int length) {
    return Arrays.equals(bytes, SUCCESSOR, bytes.length, others, from, from + length);
  }

  void copySuccessor(byte[] target, int to) {
    System.arraycopy(bytes, SUCCESSOR, target, to, successorLength());
  }
}
