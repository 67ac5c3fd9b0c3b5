package dev.millrace.model.decoding;

/**
 * One place of a decoded list.
 *
 * @param item dense id
 * @param logProbability natural logarithm of the title's probability among all titles
 * @param score the log-probability and what was added to it; lists are ordered by it
 */
public record DecodedItem(int item, double logProbability, double score) {}
