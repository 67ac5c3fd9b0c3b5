package dev.millrace.standalone.evaluate;

/**
 * One recommender, learned and judged.
 *
 * @param seed what its random choices came from
 * @param scores over the judged cases
 * @param seconds that learning took, validation included
 * @param parameters figures that were learned
 */
public record Run(long seed, Scores scores, double seconds, long parameters) {}
