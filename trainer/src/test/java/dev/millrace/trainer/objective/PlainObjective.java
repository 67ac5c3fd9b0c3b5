package dev.millrace.trainer.objective;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The same formulas in plain loops and doubles. What has no gradient is computed from one set of
 * logits and held while others are tried, so that differences of the loss are its gradient.
 */
final class PlainObjective {

  private final SelfHardNegatives terms;
  private final double temperature;
  private final Sample sample;
  private final double[][] penalties;
  private final double[][] teachers;
  private final double[][] labels;

  PlainObjective(ObjectiveConfig config, double temperature, Sample sample) {
    SelfHardNegatives given = config.negatives();
    this.terms =
        given == null
            ? SelfHardNegatives.defaults()
                .withoutPreference()
                .withoutDistillation()
                .withoutRegularisation()
            : given;
    this.temperature = temperature;
    this.sample = sample;
    int positions = sample.positions();
    this.penalties = new double[positions][];
    this.teachers = new double[positions][];
    this.labels = new double[positions][];
    for (int position = 0; position < positions; position++) {
      hold(position);
    }
  }

  private void hold(int position) {
    int target = sample.targets()[position];
    double[] last = softmax(logits(sample, 0, position));
    boolean[] negative = negatives(position);
    double[] ensemble = ensemble(position);
    int width = last.length;
    double mass =
        IntStream.range(0, width).filter(v -> negative[v]).mapToDouble(v -> ensemble[v]).sum();
    long count = IntStream.range(0, width).filter(v -> negative[v]).count();
    double[] penalty = new double[width];
    double[] label = new double[width];
    for (int v = 0; v < width; v++) {
      double a = terms.preference().isActive() ? terms.preference().weight() : 0;
      penalty[v] = negative[v] ? Math.log(1 + a * count * ensemble[v] / mass) : 0;
      label[v] = negative[v] || v == target ? sample.rewards()[position][v] : 0;
    }
    double norm = Arrays.stream(label).sum();
    penalties[position] = penalty;
    teachers[position] = last;
    labels[position] = Arrays.stream(label).map(value -> value / norm).toArray();
  }

  private double[] ensemble(int position) {
    if (terms.source() == NegativeSource.FINAL_LAYER) {
      return softmax(logits(sample, 0, position));
    }
    double[] sum = new double[sample.logits()[0][position].length];
    int layers = sample.logits().length - 1;
    for (int layer = 1; layer <= layers; layer++) {
      double[] own = softmax(logits(sample, layer, position));
      Arrays.setAll(sum, v -> sum[v] + own[v] / layers);
    }
    return sum;
  }

  boolean[] negatives(int position) {
    int target = sample.targets()[position];
    double threshold = terms.phi() * softmax(logits(sample, 0, position))[target];
    double[] ensemble = ensemble(position);
    boolean[] negative = new boolean[ensemble.length];
    for (int v = 0; v < negative.length; v++) {
      negative[v] = v != target && ensemble[v] >= threshold;
    }
    return negative;
  }

  double total(Sample at) {
    double sum = preference(at);
    sum += terms.distillation().isActive() ? terms.distillation().weight() * distillation(at) : 0;
    return sum
        + (terms.regularisation().isActive()
            ? terms.regularisation().weight() * regularisation(at)
            : 0);
  }

  double preference(Sample at) {
    double sum = 0;
    for (int position = 0; position < at.positions(); position++) {
      double[] logits = logits(at, 0, position);
      for (int v = 0; v < logits.length; v++) {
        logits[v] = (logits[v] + penalties[position][v]) / temperature;
      }
      sum -= temperature * Math.log(softmax(logits)[at.targets()[position]]);
    }
    return sum / at.positions();
  }

  double distillation(Sample at) {
    double sum = 0;
    int layers = at.logits().length - 1;
    for (int position = 0; position < at.positions(); position++) {
      for (int layer = 1; layer <= layers && !at.ends()[position]; layer++) {
        double[] student = softmax(logits(at, layer, position));
        double[] teacher = teachers[position];
        for (int v = 0; v < teacher.length; v++) {
          sum += teacher[v] * Math.log(teacher[v] / student[v]);
        }
      }
    }
    return sum / layers / at.counted().notEnds();
  }

  double regularisation(Sample at) {
    double sum = 0;
    for (int position = 0; position < at.positions(); position++) {
      double[] last = softmax(logits(at, 0, position));
      for (int v = 0; v < last.length; v++) {
        sum -= labels[position][v] * Math.log(last[v]);
      }
    }
    return sum / at.positions();
  }

  /** (L(z + h) − L(z − h)) / 2h. */
  double slope(int layer, int position, int column) {
    float value = sample.logits()[layer][position][column];
    float step = 1e-2f;
    float above = value + step;
    float below = value - step;
    return (total(sample.with(layer, position, column, above))
            - total(sample.with(layer, position, column, below)))
        / ((double) above - below);
  }

  private static double[] logits(Sample sample, int layer, int position) {
    float[] row = sample.logits()[layer][position];
    return IntStream.range(0, row.length).mapToDouble(v -> row[v]).toArray();
  }

  static double[] softmax(double[] logits) {
    double max = Arrays.stream(logits).max().orElseThrow();
    double[] exponentials = Arrays.stream(logits).map(z -> Math.exp(z - max)).toArray();
    double sum = Arrays.stream(exponentials).sum();
    return Arrays.stream(exponentials).map(e -> e / sum).toArray();
  }
}
