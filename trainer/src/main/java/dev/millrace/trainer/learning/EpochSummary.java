package dev.millrace.trainer.learning;

/**
 * One pass over the data.
 *
 * @param epoch from 1
 * @param loss mean of what was made small, over counted positions
 * @param baseLoss mean of MSL or LML alone
 * @param validation judgement of the model after the pass; larger is better
 * @param best whether no judgement before was as good
 * @param examples that were learned
 * @param tokens that went through the model, without padding
 * @param skippedSteps left out because losses or gradients were not finite
 * @param trainingSeconds without validation
 */
public record EpochSummary(
    int epoch,
    double loss,
    double baseLoss,
    double validation,
    boolean best,
    long examples,
    long tokens,
    int skippedSteps,
    double trainingSeconds) {}
