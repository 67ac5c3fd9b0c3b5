package dev.millrace.standalone.data.synthetic;

import java.util.Arrays;
import java.util.Random;

/** Draws indices with given weights, by bisecting their running sum. */
final class WeightedSampler {

  private final double[] runningSum;

  WeightedSampler(double[] weights) {
    runningSum = weights.clone();
    for (int i = 1; i < runningSum.length; i++) {
      runningSum[i] += runningSum[i - 1];
    }
  }

  int draw(Random random) {
    double target = random.nextDouble() * runningSum[runningSum.length - 1];
    int found = Arrays.binarySearch(runningSum, target);
    int index = found >= 0 ? found + 1 : -found - 1;
    return Math.min(index, runningSum.length - 1);
  }
}
