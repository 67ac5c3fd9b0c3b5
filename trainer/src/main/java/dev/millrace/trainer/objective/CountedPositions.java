package dev.millrace.trainer.objective;

/**
 * How many positions the means of a whole micro-batch are over, all its accumulation steps
 * together, so that a loss does not depend on how the batch is cut.
 *
 * @param all counted positions
 * @param notEnds those whose ground-truth token does not end a title
 */
public record CountedPositions(long all, long notEnds) {}
