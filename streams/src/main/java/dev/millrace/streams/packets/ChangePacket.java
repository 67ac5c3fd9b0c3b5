package dev.millrace.streams.packets;

import dev.millrace.streams.internal.ByteReader;
import dev.millrace.streams.internal.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Changes of several rows in one record. For each: its key, how many changes, the changes. */
final class ChangePacket {

  private final ByteWriter writer = new ByteWriter(1 << 10);

  void add(String key, List<byte[]> changes) {
    writer.writeString(key);
    writer.writeVarLong(changes.size());
    changes.forEach(writer::writeBytes);
  }

  byte[] bytes() {
    return writer.toByteArray();
  }

  /**
   * Reads a packet.
   *
   * @param reader at the packet, which is all that is left to read
   * @param rows takes each key with its changes, in order
   */
  static void read(ByteReader reader, BiConsumer<String, List<byte[]>> rows) {
    while (reader.hasMore()) {
      String key = reader.readString();
      int count = reader.readVarInt();
      List<byte[]> changes = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        changes.add(reader.readBytes());
      }
      rows.accept(key, changes);
    }
  }
}
