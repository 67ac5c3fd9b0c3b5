package dev.millrace.contract.serde;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** The registered schema that records of one subject are written with. */
sealed interface WriteTarget {

  /** The id that goes into the header. */
  int schemaId();

  /** The record as it goes into the topic. */
  byte[] toTopic(byte[] encoded) throws IOException;

  /** The registered schema encodes records as ours does. */
  record SameSchema(int schemaId) implements WriteTarget {

    @Override
    public byte[] toTopic(byte[] encoded) {
      return encoded;
    }
  }

  /**
   * The registered schema differs from ours, and can read what ours writes: records are read back
   * and written again. Right at every difference that Avro can bridge, and several times slower.
   *
   * @param schemaId id of the registered schema
   * @param ours schema that the record was encoded with
   * @param registered schema to encode with
   */
  record OtherSchema(int schemaId, Schema ours, Schema registered) implements WriteTarget {

    @Override
    public byte[] toTopic(byte[] encoded) throws IOException {
      int length = encoded.length - WireFormat.HEADER_LENGTH;
      GenericRecord record =
          new GenericDatumReader<GenericRecord>(ours, registered)
              .read(
                  null,
                  DecoderFactory.get()
                      .binaryDecoder(encoded, WireFormat.HEADER_LENGTH, length, null));
      return new RecordEncoder<GenericRecord>(new GenericDatumWriter<>(registered))
          .encode(schemaId, record);
    }
  }
}
