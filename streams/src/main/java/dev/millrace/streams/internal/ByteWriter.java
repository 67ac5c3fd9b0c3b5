package dev.millrace.streams.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Grows a byte array from numbers and strings; the counterpart of {@link ByteReader}. */
public final class ByteWriter {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int LAST_ASCII = 0x7F;

  private byte[] bytes;
  private int size;

  /**
   * @param expectedSize bytes to reserve
   */
  public ByteWriter(int expectedSize) {
    bytes = new byte[Math.max(16, expectedSize)];
  }

  /** Writes the low eight bits. */
  public void writeByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** Writes eight bytes, big-endian. */
  public void writeLong(long value) {
    reserve(Long.BYTES);
    LONGS.set(bytes, size, value);
    size += Long.BYTES;
  }

  /** Writes eight bytes, big-endian. */
  public void writeDouble(double value) {
    writeLong(Double.doubleToRawLongBits(value));
  }

  /** Writes one to ten bytes; small magnitudes of either sign are short (zigzag). */
  public void writeVarLong(long value) {
    reserve(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Writes the length and the UTF-8 bytes. */
  public void writeString(String value) {
    if (!writeAscii(value)) {
      writeBytes(value.getBytes(UTF_8));
    }
  }

  /** Ids are ASCII nearly always, and are then written without an array in between. */
  private boolean writeAscii(String value) {
    int before = size;
    int length = value.length();
    writeVarLong(length);
    reserve(length);
    for (int index = 0; index < length; index++) {
      char letter = value.charAt(index);
      if (letter > LAST_ASCII) {
        size = before;
        return false;
      }
      bytes[size++] = (byte) letter;
    }
    return true;
  }

  /** Writes the length and the bytes. */
  public void writeBytes(byte[] value) {
    writeVarLong(value.length);
    writeRaw(value);
  }

  /** Writes the bytes without their length. */
  public void writeRaw(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /** What was written so far, as a new array. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int count) {
    if (size + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + count, bytes.length * 2));
    }
  }
}
