package dev.millrace.streams.prequential;

import dev.millrace.streams.internal.ByteReader;
import dev.millrace.streams.internal.ByteWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * The last few lists of one user, oldest first.
 *
 * @param lists by the time they were made
 */
record ServedLists(List<StoredList> lists) {

  private static final int FORMAT = 1;
  private static final int BYTES_PER_LIST = 300;

  static final ServedLists NONE = new ServedLists(List.of());

  ServedLists plus(ServedList list, int limit) {
    List<StoredList> all = new ArrayList<>(lists);
    all.add(StoredList.of(list));
    all.sort(Comparator.comparingLong(StoredList::generatedAt));
    return new ServedLists(all.subList(Math.max(0, all.size() - limit), all.size()));
  }

  /** The list that was being shown when an interaction arrived. */
  Optional<ServedList> shownBefore(long arrivedAt) {
    for (int index = lists.size() - 1; index >= 0; index--) {
      if (lists.get(index).generatedAt() < arrivedAt) {
        return Optional.of(lists.get(index).decoded());
      }
    }
    return Optional.empty();
  }

  static Serde<ServedLists> serde() {
    return Serdes.serdeFrom((topic, lists) -> encode(lists), (topic, bytes) -> decode(bytes));
  }

  private static byte @Nullable [] encode(@Nullable ServedLists lists) {
    if (lists == null) {
      return null;
    }
    ByteWriter writer = new ByteWriter(lists.lists().size() * BYTES_PER_LIST);
    writer.writeByte(FORMAT);
    writer.writeVarLong(lists.lists().size());
    lists.lists().forEach(list -> list.write(writer));
    return writer.toByteArray();
  }

  private static @Nullable ServedLists decode(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    ByteReader reader = new ByteReader(bytes);
    reader.expectVersion(FORMAT, "served-lists");
    int count = reader.readVarInt();
    List<StoredList> lists = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      lists.add(StoredList.read(reader));
    }
    return new ServedLists(lists);
  }
}
