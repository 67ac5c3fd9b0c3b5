package dev.millrace.streams.prequential;

import dev.millrace.streams.internal.ByteReader;
import dev.millrace.streams.internal.ByteWriter;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * What one partition knows about a model in a window so far: it replaces what the partition said
 * before, so that saying it twice does no harm.
 *
 * @param key model and window
 * @param partition of the interactions
 * @param sums of the interactions judged
 * @param coverage of the lists judged
 */
record Partial(WindowKey key, int partition, Sums sums, Coverage coverage) {

  private static final int FORMAT = 3;

  static Serde<Partial> serde() {
    return Serdes.serdeFrom((topic, partial) -> encode(partial), (topic, bytes) -> decode(bytes));
  }

  private static byte @Nullable [] encode(@Nullable Partial partial) {
    if (partial == null) {
      return null;
    }
    byte[] coverage = partial.coverage().toBytes();
    ByteWriter writer = new ByteWriter(coverage.length + 128);
    writer.writeByte(FORMAT);
    partial.key().write(writer);
    writer.writeVarLong(partial.partition());
    partial.sums().write(writer);
    writer.writeBytes(coverage);
    return writer.toByteArray();
  }

  private static @Nullable Partial decode(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    ByteReader reader = new ByteReader(bytes);
    reader.expectVersion(FORMAT, "metric-partials");
    WindowKey key = WindowKey.read(reader);
    int partition = reader.readVarInt();
    Sums sums = Sums.read(reader);
    return new Partial(key, partition, sums, Coverage.of(reader.readBytes()));
  }
}
