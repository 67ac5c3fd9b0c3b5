package dev.millrace.streams.sequence;

import dev.millrace.streams.internal.ByteReader;
import dev.millrace.streams.internal.ByteWriter;
import dev.millrace.streams.sequence.TrackedEvent.Role;
import dev.millrace.streams.sequence.UserState.Deletion;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * The state's own bytes, compact because they are rewritten at every event: a format version, the
 * counters, the distinct types once, then the events with their times as differences.
 */
final class UserStateSerde implements Serde<UserState> {

  private static final int FORMAT = 1;
  private static final int ROLE = 3;
  private static final int KNOWN = 4;
  private static final int VALUED = 8;
  private static final int BYTES_PER_EVENT = 48;

  @Override
  public Serializer<UserState> serializer() {
    return (topic, state) -> encode(state);
  }

  @Override
  public Deserializer<UserState> deserializer() {
    return (topic, bytes) -> decode(bytes);
  }

  static byte @Nullable [] encode(@Nullable UserState state) {
    if (state == null) {
      return null;
    }
    int events = state.extending().size() + state.others().size();
    ByteWriter writer = new ByteWriter(64 + events * BYTES_PER_EVENT);
    writer.writeByte(FORMAT);
    writer.writeVarLong(state.version());
    writer.writeVarLong(state.floor());
    writer.writeVarLong(state.forgotten().upTo());
    writer.writeVarLong(state.forgotten().rememberUntil());
    List<String> types = types(state);
    writer.writeVarLong(types.size());
    types.forEach(writer::writeString);
    writeEvents(writer, state.extending(), types);
    writeEvents(writer, state.others(), types);
    return writer.toByteArray();
  }

  static @Nullable UserState decode(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    ByteReader reader = new ByteReader(bytes);
    reader.expectVersion(FORMAT, "user-states");
    long version = reader.readVarLong();
    long floor = reader.readVarLong();
    Deletion forgotten = new Deletion(reader.readVarLong(), reader.readVarLong());
    List<String> types = readTypes(reader);
    List<TrackedEvent> extending = readEvents(reader, types);
    List<TrackedEvent> others = readEvents(reader, types);
    return new UserState(extending, others, version, floor, forgotten);
  }

  /** Distinct types; a user has a handful, so a list is quicker than a map. */
  private static List<String> types(UserState state) {
    List<String> types = new ArrayList<>(4);
    addTypes(types, state.extending());
    addTypes(types, state.others());
    return types;
  }

  private static void addTypes(List<String> types, List<TrackedEvent> events) {
    for (TrackedEvent event : events) {
      if (!types.contains(event.type())) {
        types.add(event.type());
      }
    }
  }

  private static List<String> readTypes(ByteReader reader) {
    int count = reader.readVarInt();
    List<String> types = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      types.add(reader.readString());
    }
    return types;
  }

  private static void writeEvents(
      ByteWriter writer, List<TrackedEvent> events, List<String> types) {
    writer.writeVarLong(events.size());
    long before = 0;
    for (TrackedEvent event : events) {
      Double value = event.value();
      writer.writeByte(
          event.role().code() | (event.knownItem() ? KNOWN : 0) | (value == null ? 0 : VALUED));
      writer.writeVarLong(event.timestamp() - before);
      writer.writeVarLong(types.indexOf(event.type()));
      writer.writeString(event.eventId());
      writer.writeString(event.itemId());
      if (value != null) {
        writer.writeDouble(value);
      }
      before = event.timestamp();
    }
  }

  private static List<TrackedEvent> readEvents(ByteReader reader, List<String> types) {
    int count = reader.readVarInt();
    List<TrackedEvent> events = new ArrayList<>(count + 1);
    long timestamp = 0;
    for (int index = 0; index < count; index++) {
      int flags = reader.readByte();
      timestamp += reader.readVarLong();
      String type = types.get(reader.readVarInt());
      String eventId = reader.readString();
      String itemId = reader.readString();
      Double value = (flags & VALUED) == 0 ? null : reader.readDouble();
      events.add(
          new TrackedEvent(
              eventId,
              itemId,
              type,
              value,
              timestamp,
              Role.of(flags & ROLE),
              (flags & KNOWN) != 0));
    }
    return events;
  }
}
