package dev.millrace.streams.prequential;

import dev.millrace.streams.internal.ByteReader;
import dev.millrace.streams.internal.ByteWriter;
import org.apache.kafka.common.utils.Bytes;

/**
 * A model in a window.
 *
 * @param modelId the model judged
 * @param start of the window, milliseconds since 1970
 */
record WindowKey(String modelId, long start) {

  Bytes toBytes() {
    ByteWriter writer = new ByteWriter(64);
    write(writer);
    return Bytes.wrap(writer.toByteArray());
  }

  /** The key of what one partition contributes; it starts with the bytes of this key. */
  Bytes toBytes(int partition) {
    ByteWriter writer = new ByteWriter(64);
    write(writer);
    writer.writeVarLong(partition);
    return Bytes.wrap(writer.toByteArray());
  }

  void write(ByteWriter writer) {
    writer.writeString(modelId);
    writer.writeLong(start);
  }

  static WindowKey read(ByteReader reader) {
    return new WindowKey(reader.readString(), reader.readLong());
  }

  static WindowKey of(Bytes bytes) {
    return read(new ByteReader(bytes.get()));
  }
}
