package dev.millrace.model.llm;

import java.util.Arrays;

/** Chosen places laid out like {@link Slots}, and what each of them sees. */
final class PlaceSlots {

  private final Positions positions;
  private final int groups;

  /**
   * @param groups rows of the batch
   */
  PlaceSlots(Positions positions, int groups) {
    this.positions = positions;
    this.groups = groups;
  }

  /**
   * @param queryWidth slots of each group's places
   * @param keyWidth slots of each row's tokens
   * @return [groups, queryWidth, keyWidth], 0 or {@link SequenceAttention#INVISIBLE}
   */
  float[] mask(int queryWidth, int keyWidth, int window) {
    float[] mask = new float[Math.multiplyExact(groups * queryWidth, keyWidth)];
    Arrays.fill(mask, SequenceAttention.INVISIBLE);
    int[] taken = new int[groups];
    for (int place = 0; place < positions.size(); place++) {
      int row = positions.row(place);
      int start = (row * queryWidth + taken[row]++) * keyWidth;
      int offset = positions.offset(place);
      int oldest = (int) Math.max(0, offset - (long) window + 1);
      Arrays.fill(mask, start + oldest, start + offset + 1, 0);
    }
    return mask;
  }
}
