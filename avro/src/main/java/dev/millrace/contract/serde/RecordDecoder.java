package dev.millrace.contract.serde;

import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Decodes records with a reused decoder, and a reader for each writer schema; for one thread. */
final class RecordDecoder<T extends SpecificRecord> {

  private final RecordType<T> type;
  private final WriterSchemas schemas;
  private final Map<Integer, DatumReader<T>> readers = new HashMap<>();
  private final PayloadDecoder payload = new PayloadDecoder();

  RecordDecoder(RecordType<T> type, WriterSchemas schemas) {
    this.type = type;
    this.schemas = schemas;
  }

  /**
   * @throws MalformedRecordException if the bytes cannot be read
   */
  @SuppressWarnings("NullAway") // A DatumReader takes null for "no record to reuse".
  T decode(WriterReference writer, byte[] bytes) {
    DatumReader<T> reader = reader(writer);
    T record;
    try {
      record = reader.read(null, payload.over(bytes, WireFormat.HEADER_LENGTH));
    } catch (EOFException end) {
      throw new TruncatedRecordException(writer, end);
    } catch (IOException | RuntimeException unreadable) {
      throw new UnreadableRecordException(writer, type.type(), unreadable);
    }
    if (payload.remaining() > 0) {
      throw new TrailingBytesException(writer, payload.remaining());
    }
    return record;
  }

  private DatumReader<T> reader(WriterReference writer) {
    DatumReader<T> known = readers.get(writer.schemaId());
    if (known != null) {
      return known;
    }
    DatumReader<T> reader =
        new SpecificDatumReader<>(schemas.of(writer), type.schema(), type.data());
    readers.put(writer.schemaId(), reader);
    return reader;
  }
}
