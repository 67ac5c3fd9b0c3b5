package dev.millrace.model.decoding;

/** The normaliser of a softmax. */
final class LogSum {

  private LogSum() {}

  /** ln Σ exp(logit / temperature), without overflow. */
  static double of(float[] logits, double temperature) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit / temperature);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit / temperature - largest);
    }
    return largest + Math.log(sum);
  }
}
