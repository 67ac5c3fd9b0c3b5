package dev.millrace.trainer.learning;

/** Is told how learning goes on. */
public interface EpochListener {

  /**
   * A step is done.
   *
   * @param epoch from 1
   * @param done examples of this epoch that were learned
   * @param all examples of an epoch
   * @param report what the step did
   */
  void onStep(int epoch, long done, long all, StepReport report);

  /** A pass over the data, and its validation, are done. */
  void onEpoch(EpochSummary summary);
}
