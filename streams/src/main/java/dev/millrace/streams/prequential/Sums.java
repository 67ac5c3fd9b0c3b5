package dev.millrace.streams.prequential;

import dev.millrace.streams.internal.ByteReader;
import dev.millrace.streams.internal.ByteWriter;

/**
 * What the means of a window are made of; sums of sums are sums.
 *
 * @param interactions judged
 * @param hits interactions that were a hit
 * @param gain sum of 1 / log2(rank + 1)
 * @param itemGain the same where the item taken alone is a hit
 * @param reciprocalRank sum of 1 / rank
 * @param latency times from an interaction to the list made from it
 */
record Sums(
    long interactions,
    long hits,
    double gain,
    double itemGain,
    double reciprocalRank,
    Latency latency) {

  static final Sums NONE = new Sums(0, 0, 0, 0, 0, Latency.NONE);

  /**
   * @param count lists timed
   * @param totalMs sum in milliseconds
   * @param maxMs largest in milliseconds
   */
  record Latency(long count, long totalMs, long maxMs) {
    static final Latency NONE = new Latency(0, 0, 0);

    Latency plus(Latency other) {
      return new Latency(
          count + other.count, totalMs + other.totalMs, Math.max(maxMs, other.maxMs));
    }

    double meanMs() {
      return count == 0 ? 0 : (double) totalMs / count;
    }
  }

  /**
   * With one more interaction.
   *
   * @param place where the list had it
   */
  Sums plus(Place place) {
    int rank = place.rank();
    return new Sums(
        interactions + 1,
        rank == 0 ? hits : hits + 1,
        gain + gain(rank),
        itemGain + gain(place.itemRank()),
        rank == 0 ? reciprocalRank : reciprocalRank + 1.0 / rank,
        latency);
  }

  /** 1 / log2(rank + 1); 0 for a miss. */
  static double gain(int rank) {
    return rank == 0 ? 0 : 1 / (Math.log(rank + 1) / Math.log(2));
  }

  Sums plusLatency(long milliseconds) {
    Latency more = latency.plus(new Latency(1, milliseconds, milliseconds));
    return new Sums(interactions, hits, gain, itemGain, reciprocalRank, more);
  }

  Sums plus(Sums other) {
    return new Sums(
        interactions + other.interactions,
        hits + other.hits,
        gain + other.gain,
        itemGain + other.itemGain,
        reciprocalRank + other.reciprocalRank,
        latency.plus(other.latency));
  }

  /** The mean over the interactions judged; 0 when there are none. */
  double mean(double sum) {
    return interactions == 0 ? 0 : sum / interactions;
  }

  void write(ByteWriter writer) {
    writer.writeVarLong(interactions);
    writer.writeVarLong(hits);
    writer.writeDouble(gain);
    writer.writeDouble(itemGain);
    writer.writeDouble(reciprocalRank);
    writer.writeVarLong(latency.count);
    writer.writeVarLong(latency.totalMs);
    writer.writeVarLong(latency.maxMs);
  }

  static Sums read(ByteReader reader) {
    return new Sums(
        reader.readVarLong(),
        reader.readVarLong(),
        reader.readDouble(),
        reader.readDouble(),
        reader.readDouble(),
        new Latency(reader.readVarLong(), reader.readVarLong(), reader.readVarLong()));
  }
}
