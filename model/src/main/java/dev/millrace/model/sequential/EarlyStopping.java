package dev.millrace.model.sequential;

/** Remembers the best validation and how long ago it was. */
final class EarlyStopping {

  private final int patience;
  private int epochs;
  private int bestEpoch;
  private double best = Double.NEGATIVE_INFINITY;
  private double latest = Double.NaN;

  EarlyStopping(int patience) {
    this.patience = patience;
  }

  /** Takes the validation of an epoch in; true if it is better than all before. */
  boolean isBest(int epoch, double validation) {
    epochs = epoch;
    latest = validation;
    if (!(validation > best)) {
      return false;
    }
    best = validation;
    bestEpoch = epoch;
    return true;
  }

  /** Whether patience is at its end. */
  boolean isOver() {
    return epochs - bestEpoch >= patience;
  }

  double latest() {
    return latest;
  }

  int bestEpoch() {
    return bestEpoch;
  }

  TrainingResult result() {
    return new TrainingResult(epochs, bestEpoch, best);
  }
}
