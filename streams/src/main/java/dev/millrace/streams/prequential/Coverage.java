package dev.millrace.streams.prequential;

import java.util.List;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/** Estimates how many distinct items were listed, in a few kilobytes (HyperLogLog). */
final class Coverage {

  /** 2^12 registers: a relative standard error of about 1.6 %. */
  private static final int LOG_REGISTERS = 12;

  private final HllSketch sketch;

  private Coverage(HllSketch sketch) {
    this.sketch = sketch;
  }

  static Coverage empty() {
    return new Coverage(new HllSketch(LOG_REGISTERS, TgtHllType.HLL_8));
  }

  static Coverage of(byte[] bytes) {
    return new Coverage(HllSketch.heapify(bytes));
  }

  /**
   * Counts the items of a list.
   *
   * @return whether the estimate changed: nearly every list of a busy window changes nothing
   */
  boolean add(List<String> itemIds) {
    double before = sketch.getEstimate();
    itemIds.forEach(sketch::update);
    return sketch.getEstimate() != before;
  }

  byte[] toBytes() {
    return sketch.toCompactByteArray();
  }

  /** The distinct items of several together. */
  static double distinct(List<Coverage> coverages) {
    Union union = new Union(LOG_REGISTERS);
    coverages.forEach(coverage -> union.update(coverage.sketch));
    return union.getEstimate();
  }
}
