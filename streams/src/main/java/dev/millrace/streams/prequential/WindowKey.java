package dev.millrace.streams.prequential;

import dev.millrace.streams.internal.ByteReader;
import dev.millrace.streams.internal.ByteWriter;
import org.apache.kafka.common.utils.Bytes;

/**
 * A model in a window, over the interactions of users who were shown the lists of one model: only
 * models judged on the same interactions can be compared.
 *
 * @param modelId the model judged
 * @param servedModelId the model whose lists were shown
 * @param start of the window, milliseconds since 1970
 */
record WindowKey(String modelId, String servedModelId, long start) {

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
    writer.writeString(servedModelId);
    writer.writeLong(start);
  }

  static WindowKey read(ByteReader reader) {
    return new WindowKey(reader.readString(), reader.readString(), reader.readLong());
  }

  static WindowKey of(Bytes bytes) {
    return read(new ByteReader(bytes.get()));
  }
}
