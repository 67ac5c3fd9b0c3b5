package dev.millrace.contract.serde;

import java.io.EOFException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary decoder over one array of bytes that never allocates more than the bytes that are
 * left can fill: Avro's own believes a length it reads, so that four damaged bytes can ask for two
 * gigabytes. An array's items must take at least a byte each, as all of ours do.
 */
final class PayloadDecoder extends Decoder {

  private static final int MORE = 0x80;
  private static final int SEVEN_BITS = 0x7f;
  private static final int LONGEST_SHIFT = 63;
  private static final byte[] EMPTY = {};

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] in = EMPTY;
  private int position;

  /** Starts to read an array of bytes at a position. */
  PayloadDecoder over(byte[] bytes, int from) {
    in = bytes;
    position = from;
    return this;
  }

  /** Number of bytes not read yet. */
  int remaining() {
    return in.length - position;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws EOFException {
    require(1);
    return in[position++] == 1;
  }

  @Override
  public int readInt() throws EOFException {
    return toInt(readLong());
  }

  @Override
  public long readLong() throws EOFException {
    long bits = 0;
    for (int shift = 0; shift <= LONGEST_SHIFT; shift += Byte.SIZE - 1) {
      require(1);
      byte next = in[position++];
      bits |= (long) (next & SEVEN_BITS) << shift;
      if ((next & MORE) == 0) {
        return (bits >>> 1) ^ -(bits & 1);
      }
    }
    throw new AvroRuntimeException("A number takes more than ten bytes");
  }

  @Override
  public float readFloat() throws EOFException {
    require(Float.BYTES);
    int bits = (int) INTS.get(in, position);
    position += Float.BYTES;
    return Float.intBitsToFloat(bits);
  }

  @Override
  public double readDouble() throws EOFException {
    require(Double.BYTES);
    long bits = (long) LONGS.get(in, position);
    position += Double.BYTES;
    return Double.longBitsToDouble(bits);
  }

  @Override
  public Utf8 readString(@Nullable Utf8 old) throws EOFException {
    return new Utf8(readString());
  }

  @Override
  public String readString() throws EOFException {
    int length = readLength();
    String text = new String(in, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  @Override
  public void skipString() throws EOFException {
    skipFixed(readLength());
  }

  @Override
  public ByteBuffer readBytes(@Nullable ByteBuffer old) throws EOFException {
    byte[] bytes = new byte[readLength()];
    readFixed(bytes, 0, bytes.length);
    return ByteBuffer.wrap(bytes);
  }

  @Override
  public void skipBytes() throws EOFException {
    skipFixed(readLength());
  }

  @Override
  public void readFixed(byte[] bytes, int start, int length) throws EOFException {
    require(length);
    System.arraycopy(in, position, bytes, start, length);
    position += length;
  }

  @Override
  public void skipFixed(int length) throws EOFException {
    require(length);
    position += length;
  }

  @Override
  public int readEnum() throws EOFException {
    return readInt();
  }

  @Override
  public int readIndex() throws EOFException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws EOFException {
    return readItemCount();
  }

  @Override
  public long arrayNext() throws EOFException {
    return readItemCount();
  }

  @Override
  public long skipArray() throws EOFException {
    return skipItems();
  }

  @Override
  public long readMapStart() throws EOFException {
    return readItemCount();
  }

  @Override
  public long mapNext() throws EOFException {
    return readItemCount();
  }

  @Override
  public long skipMap() throws EOFException {
    return skipItems();
  }

  /** A negative count says that the block's size in bytes follows. */
  private long readItemCount() throws EOFException {
    long count = readLong();
    if (count < 0) {
      readLong();
      count = -count;
    }
    return checkLength(count);
  }

  private long skipItems() throws EOFException {
    long count = readLong();
    while (count < 0) {
      skipFixed(readLength());
      count = readLong();
    }
    return checkLength(count);
  }

  private int readLength() throws EOFException {
    return checkLength(readLong());
  }

  private int checkLength(long length) throws EOFException {
    if (length < 0) {
      throw new AvroRuntimeException("A length is negative: " + length);
    }
    if (length > remaining()) {
      throw new EOFException(
          "A length of %d, but %d bytes are left".formatted(length, remaining()));
    }
    return (int) length;
  }

  private void require(int bytes) throws EOFException {
    if (bytes > remaining()) {
      throw new EOFException("%d bytes are needed, but %d are left".formatted(bytes, remaining()));
    }
  }

  private static int toInt(long number) {
    if (number != (int) number) {
      throw new AvroRuntimeException("Not a 32-bit number: " + number);
    }
    return (int) number;
  }
}
