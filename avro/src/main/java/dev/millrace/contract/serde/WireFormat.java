package dev.millrace.contract.serde;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The five bytes that Confluent's serializers put before a record: 0, and the schema's id. */
public final class WireFormat {

  /** Length of the header in bytes. */
  public static final int HEADER_LENGTH = 1 + Integer.BYTES;

  private static final byte MAGIC = 0;

  private WireFormat() {}

  static void writeHeader(int schemaId, ByteArrayOutputStream out) {
    out.write(MAGIC);
    out.write(schemaId >>> 24);
    out.write(schemaId >>> 16);
    out.write(schemaId >>> 8);
    out.write(schemaId);
  }

  /**
   * The id in the header of a record.
   *
   * @throws TruncatedRecordException if the record is shorter than a header
   * @throws WrongMagicByteException if it starts with another byte than 0
   */
  static int schemaId(String topic, byte[] record) {
    if (record.length > 0 && record[0] != MAGIC) {
      throw new WrongMagicByteException(topic, record[0]);
    }
    if (record.length < HEADER_LENGTH) {
      throw new TruncatedRecordException(topic, record.length);
    }
    return ByteBuffer.wrap(record).getInt(1);
  }
}
