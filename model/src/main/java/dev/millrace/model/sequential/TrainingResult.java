package dev.millrace.model.sequential;

/**
 * What training came to.
 *
 * @param epochs passes that were made
 * @param bestEpoch whose weights the network has now, from 1
 * @param bestValidation what validation gave after it
 */
public record TrainingResult(int epochs, int bestEpoch, double bestValidation) {}
