package dev.millrace.streams.prequential;

import dev.millrace.streams.internal.ByteReader;
import dev.millrace.streams.internal.ByteWriter;
import dev.millrace.streams.prequential.ServedList.ModelList;
import java.util.ArrayList;
import java.util.List;

/**
 * A served list as it is stored: most lists are replaced before anything is judged by them, so one
 * is decoded only when something is.
 *
 * @param generatedAt when the lists were made, milliseconds since 1970
 * @param bytes the served list and the shadows
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and nobody outside sees it.
record StoredList(long generatedAt, byte[] bytes) {

  private static final int USUAL_BYTES = 300;

  static StoredList of(ServedList list) {
    ByteWriter writer = new ByteWriter(USUAL_BYTES);
    write(writer, list.served());
    writer.writeVarLong(list.shadows().size());
    list.shadows().forEach(shadow -> write(writer, shadow));
    return new StoredList(list.generatedAt(), writer.toByteArray());
  }

  ServedList decoded() {
    ByteReader reader = new ByteReader(bytes);
    ModelList served = readList(reader);
    int count = reader.readVarInt();
    List<ModelList> shadows = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      shadows.add(readList(reader));
    }
    return new ServedList(generatedAt, served, shadows);
  }

  void write(ByteWriter writer) {
    writer.writeLong(generatedAt);
    writer.writeRaw(bytes);
  }

  static StoredList read(ByteReader reader) {
    long generatedAt = reader.readLong();
    int from = reader.position();
    skipList(reader);
    for (int shadows = reader.readVarInt(); shadows > 0; shadows--) {
      skipList(reader);
    }
    return new StoredList(generatedAt, reader.readSince(from));
  }

  private static void write(ByteWriter writer, ModelList list) {
    writer.writeString(list.modelId());
    writer.writeVarLong(list.itemIds().size());
    list.itemIds().forEach(writer::writeString);
  }

  private static ModelList readList(ByteReader reader) {
    String modelId = reader.readString();
    int count = reader.readVarInt();
    List<String> itemIds = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      itemIds.add(reader.readString());
    }
    return new ModelList(modelId, itemIds);
  }

  private static void skipList(ByteReader reader) {
    reader.skipString();
    for (int items = reader.readVarInt(); items > 0; items--) {
      reader.skipString();
    }
  }
}
