package dev.millrace.model.sequential;

/**
 * What an epoch came to.
 *
 * @param epoch from 1
 * @param loss mean over its targets, while the weights moved
 * @param validation what validation gave after it; larger is better
 * @param best whether it is the best so far
 * @param targets that were learned from
 * @param skippedSteps steps of this epoch whose gradient was not finite
 */
public record EpochReport(
    int epoch, double loss, double validation, boolean best, long targets, int skippedSteps) {}
