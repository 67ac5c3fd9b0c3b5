package dev.millrace.streams.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote. */
public final class ByteReader {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int position;

  /**
   * @param bytes not copied, not changed
   */
  public ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether anything is left to read. */
  public boolean hasMore() {
    return position < bytes.length;
  }

  /** Reads eight bits without sign. */
  public int readByte() {
    return bytes[position++] & 0xFF;
  }

  /** Reads eight bytes, big-endian. */
  public long readLong() {
    long value = (long) LONGS.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  /** Reads eight bytes, big-endian. */
  public double readDouble() {
    return Double.longBitsToDouble(readLong());
  }

  /** Reads a number of one to ten bytes. */
  public long readVarLong() {
    byte part = bytes[position++];
    long rest = part & 0x7F;
    for (int shift = 7; part < 0; shift += 7) {
      part = bytes[position++];
      rest |= (long) (part & 0x7F) << shift;
    }
    return (rest >>> 1) ^ -(rest & 1);
  }

  /** Reads a number that was written as a {@code long} but fits an {@code int}. */
  public int readVarInt() {
    return Math.toIntExact(readVarLong());
  }

  /** Reads a length and so many UTF-8 bytes. */
  public String readString() {
    int length = readVarInt();
    String value = new String(bytes, position, length, UTF_8);
    position += length;
    return value;
  }

  /** Passes over a string without making it. */
  public void skipString() {
    int length = readVarInt();
    position += length;
  }

  /** What was read since a position, as a new array. */
  public byte[] readSince(int from) {
    return Arrays.copyOfRange(bytes, from, position);
  }

  /** Number of bytes read or passed over. */
  public int position() {
    return position;
  }

  /** Reads a length and so many bytes. */
  public byte[] readBytes() {
    int length = readVarInt();
    byte[] value = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return value;
  }

  /**
   * Reads the version that starts every stored value.
   *
   * @param known the version that the caller understands
   * @param what names the value in the message
   * @throws UnknownStateFormatException if the version is another one
   */
  public void expectVersion(int known, String what) {
    int found = readByte();
    if (found != known) {
      throw new UnknownStateFormatException(what, found, known);
    }
  }
}
