package dev.millrace.standalone.bench;

import dev.millrace.contract.serde.WireFormat;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads from a record nothing but which version of a sequence it was made from, so that watching
 * takes little of the processors that are measured. For one thread.
 */
final class VersionField {

  private final String name;
  private final GenericDatumReader<GenericRecord> reader;

  /**
   * @param writer schema of the records
   * @param name of the field, a long
   */
  VersionField(Schema writer, String name) {
    this.name = name;
    Schema projection =
        SchemaBuilder.record(writer.getName())
            .namespace(writer.getNamespace())
            .fields()
            .requiredLong(name)
            .endRecord();
    this.reader = new GenericDatumReader<>(writer, projection);
  }

  /** The version in a record in the Confluent wire format. */
  @SuppressWarnings("NullAway") // Avro takes null for "nothing to reuse".
  int of(byte[] record) {
    try {
      BinaryDecoder payload =
          DecoderFactory.get()
              .binaryDecoder(
                  record, WireFormat.HEADER_LENGTH, record.length - WireFormat.HEADER_LENGTH, null);
      return Math.toIntExact((long) reader.read(null, payload).get(name));
    } catch (IOException e) {
      throw new BenchmarkException("A record could not be read", e);
    }
  }
}
