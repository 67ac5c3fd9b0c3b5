package dev.millrace.streams.popularity;

import dev.millrace.streams.decay.ForwardDecay;
import dev.millrace.streams.internal.ByteReader;
import dev.millrace.streams.internal.ByteWriter;

/**
 * A count that fades with event time.
 *
 * @param landmark what the weight is scaled to, milliseconds since 1970
 * @param weight scaled sum
 * @param asOf event time of the newest addition
 */
record DecayedCount(long landmark, double weight, long asOf) {

  private static final int FORMAT = 1;
  private static final int SIZE = 1 + 3 * Long.BYTES;

  static DecayedCount none(long timestamp, ForwardDecay decay) {
    return new DecayedCount(decay.landmark(timestamp), 0, timestamp);
  }

  DecayedCount plusOneAt(long timestamp, ForwardDecay decay) {
    if (decay.isFarAhead(timestamp, landmark)) {
      long moved = decay.landmark(timestamp);
      double rescaled = weight * decay.scale(landmark, moved);
      return new DecayedCount(moved, rescaled, asOf).plusOneAt(timestamp, decay);
    }
    double sum = weight + decay.scale(timestamp, landmark);
    return new DecayedCount(landmark, sum, Math.max(asOf, timestamp));
  }

  /** The count as of its newest addition. */
  double decayed(ForwardDecay decay) {
    return weight / decay.scale(asOf, landmark);
  }

  /** The count as stored bytes. */
  byte[] encode() {
    ByteWriter writer = new ByteWriter(SIZE);
    writer.writeByte(FORMAT);
    writer.writeLong(landmark);
    writer.writeDouble(weight);
    writer.writeLong(asOf);
    return writer.toByteArray();
  }

  /** Reads what {@link #encode} wrote. */
  static DecayedCount decode(byte[] bytes) {
    ByteReader reader = new ByteReader(bytes);
    reader.expectVersion(FORMAT, "item-count-rows");
    return new DecayedCount(reader.readLong(), reader.readDouble(), reader.readLong());
  }
}
