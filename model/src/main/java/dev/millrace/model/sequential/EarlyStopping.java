package dev.millrace.model.sequential;

/** Remembers the best validation and how long ago it was. */
public final class EarlyStopping {

  private final int patience;
  private int epochs;
  private int bestEpoch;
  private double best = Double.NEGATIVE_INFINITY;
  private double latest = Double.NaN;

  /**
   * @param patience epochs without a better one to stop after
   */
  public EarlyStopping(int patience) {
    this.patience = patience;
  }

  /** Takes the validation of an epoch in; true if it is better than all before. */
  public boolean isBest(int epoch, double validation) {
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
  public boolean isOver() {
    return epochs - bestEpoch >= patience;
  }

  /** Validation of the latest epoch. */
  public double latest() {
    return latest;
  }

  /** The epoch with the best validation, from 1. */
  public int bestEpoch() {
    return bestEpoch;
  }

  /** What came of it. */
  public TrainingResult result() {
    return new TrainingResult(epochs, bestEpoch, best);
  }
}
