package dev.millrace.streams.popularity;

import dev.millrace.avro.ItemPopularity;
import dev.millrace.streams.decay.ForwardDecay;
import dev.millrace.streams.internal.ByteReader;
import dev.millrace.streams.packets.RowRules;
import org.jspecify.annotations.Nullable;

/** A count per item; a change is the event time of one more interaction. */
final class CountRules implements RowRules<ItemPopularity> {

  private final ForwardDecay decay;

  CountRules(PopularitySettings settings) {
    this.decay = new ForwardDecay(settings.halfLife());
  }

  @Override
  public byte[] apply(byte @Nullable [] row, byte[] change) {
    long timestamp = new ByteReader(change).readLong();
    DecayedCount before =
        row == null ? DecayedCount.none(timestamp, decay) : DecayedCount.decode(row);
    return before.plusOneAt(timestamp, decay).encode();
  }

  @Override
  public ItemPopularity toRecord(String itemId, byte[] row) {
    DecayedCount count = DecayedCount.decode(row);
    return new ItemPopularity(itemId, count.decayed(decay), count.asOf());
  }
}
