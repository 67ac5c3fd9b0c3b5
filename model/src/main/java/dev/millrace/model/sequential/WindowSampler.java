package dev.millrace.model.sequential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Cuts users' sequences into windows anew for every epoch. Every item but a sequence's first is a
 * target exactly once; a long sequence is cut at random places, so that its items meet histories of
 * all lengths.
 */
final class WindowSampler {

  private final List<int[]> sequences;
  private final int maximumLength;
  private final int stride;
  private final Random random;

  /**
   * @param sequences items of each user, oldest first; those with fewer than two teach nothing
   * @param maximumLength items that the network reads at most
   * @param random decides on cuts and order
   */
  WindowSampler(List<int[]> sequences, int maximumLength, Random random) {
    this.sequences = sequences.stream().filter(sequence -> sequence.length > 1).toList();
    this.maximumLength = maximumLength;
    this.stride = (maximumLength + 1) / 2;
    this.random = random;
  }

  /** Windows of all sequences in random order. */
  List<TrainingWindow> epoch() {
    List<TrainingWindow> windows = new ArrayList<>();
    sequences.forEach(sequence -> cut(sequence, windows));
    Collections.shuffle(windows, random);
    return windows;
  }

  /**
   * The first window ends at a random place up to the maximum; each further one brings {@code
   * stride} new targets, whose histories have at least {@code maximumLength − stride + 1} items.
   */
  private void cut(int[] sequence, List<TrainingWindow> windows) {
    int end = sequence.length;
    int firstEnd = end <= maximumLength + 1 ? end : maximumLength + 1 - random.nextInt(stride);
    windows.add(new TrainingWindow(Arrays.copyOf(sequence, firstEnd), 1));
    for (int from = firstEnd; from < end; from += stride) {
      int to = Math.min(from + stride, end);
      int begin = Math.max(0, to - 1 - maximumLength);
      windows.add(
          new TrainingWindow(Arrays.copyOfRange(sequence, begin, to), Math.max(1, from - begin)));
    }
  }
}
