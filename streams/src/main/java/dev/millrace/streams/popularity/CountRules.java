package dev.millrace.streams.popularity;

import dev.millrace.avro.ItemPopularity;
import dev.millrace.streams.decay.ForwardDecay;
import dev.millrace.streams.internal.ByteReader;
import dev.millrace.streams.packets.RowRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A count per item; a change is the event time of one more interaction. */
final class CountRules implements RowRules<ItemPopularity> {

  private final ForwardDecay decay;

  CountRules(PopularitySettings settings) {
    this.decay = new ForwardDecay(settings.halfLife());
  }

  @Override
  public byte @Nullable [] apply(byte @Nullable [] row, List<byte[]> changes) {
    DecayedCount count = row == null ? null : DecayedCount.decode(row);
    for (byte[] change : changes) {
      long timestamp = new ByteReader(change).readLong();
      DecayedCount before = count == null ? DecayedCount.none(timestamp, decay) : count;
      count = before.plusOneAt(timestamp, decay);
    }
    return count == null ? null : count.encode();
  }

  @Override
  public ItemPopularity toRecord(String itemId, byte[] row) {
    DecayedCount count = DecayedCount.decode(row);
    return new ItemPopularity(itemId, count.decayed(decay), count.asOf());
  }
}
