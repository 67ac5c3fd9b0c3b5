package dev.millrace.contract.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;

/** Encodes records with reused buffers; for one thread. */
final class RecordEncoder<T> {

  private static final int TYPICAL_RECORD_BYTES = 1024;

  private final DatumWriter<T> writer;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_RECORD_BYTES);
  private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);

  RecordEncoder(DatumWriter<T> writer) {
    this.writer = writer;
  }

  /**
   * Encodes one record behind its header. After an exception the encoder holds half a record and
   * must be thrown away.
   */
  byte[] encode(int schemaId, T record) throws IOException {
    bytes.reset();
    WireFormat.writeHeader(schemaId, bytes);
    writer.write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
