package dev.millrace.contract.serde;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A generated record class with what Avro needs to write and read it.
 *
 * @param type the generated class
 * @param schema the schema the class was generated from, or a shorter one to read with
 * @param data Avro's model of generated classes, with their generated coders switched on
 */
record RecordType<T extends SpecificRecord>(Class<T> type, Schema schema, SpecificData data) {

  static <T extends SpecificRecord> RecordType<T> of(Class<T> type) {
    SpecificData data = new SpecificData(type.getClassLoader());
    data.setCustomCoders(true);
    return new RecordType<>(type, data.getSchema(type), data);
  }

  /** The schema as others should see it: without hints for Java. */
  String json() {
    return BuiltInSchemas.json(schema);
  }
}
