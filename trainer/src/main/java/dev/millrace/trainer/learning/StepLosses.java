package dev.millrace.trainer.learning;

import dev.millrace.trainer.objective.CountedPositions;
import dev.millrace.trainer.objective.LossTerms;

/**
 * The loss of a micro-batch and what it is made of, as means over counted positions.
 *
 * @param total what is made small
 * @param terms its parts before their weights
 * @param counted what the means are over
 */
public record StepLosses(double total, LossTerms terms, CountedPositions counted) {}
