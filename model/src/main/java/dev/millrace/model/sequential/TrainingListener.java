package dev.millrace.model.sequential;

/** Is told how training goes on, in the training thread. */
public interface TrainingListener {

  /** Nobody wants to know. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * A step was taken.
   *
   * @param epoch from 1
   * @param targets learned from in this epoch so far
   * @param allTargets of this epoch
   */
  default void onStep(int epoch, long targets, long allTargets) {}

  /** An epoch has ended and was validated. */
  default void onEpoch(EpochReport report) {}
}
