package dev.millrace.model.fusion;

import java.util.Arrays;

/** Probabilities over a few candidates. */
final class Probabilities {

  private Probabilities() {}

  /** Made to sum to 1; as they are when all are 0. */
  static double[] normalized(double[] masses) {
    double sum = Arrays.stream(masses).sum();
    return sum > 0 ? Arrays.stream(masses).map(mass -> mass / sum).toArray() : masses.clone();
  }

  /** Of logarithms; 0 for −∞, also when all are. */
  static double[] softmax(double[] logs) {
    double largest = Arrays.stream(logs).max().orElse(Double.NEGATIVE_INFINITY);
    if (largest == Double.NEGATIVE_INFINITY) {
      return new double[logs.length];
    }
    return normalized(Arrays.stream(logs).map(log -> Math.exp(log - largest)).toArray());
  }
}
