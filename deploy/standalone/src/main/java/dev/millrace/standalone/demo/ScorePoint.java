package dev.millrace.standalone.demo;

/**
 * One point of the plot.
 *
 * @param interactions interactions judged so far in this run
 * @param served HR@10 of the served lists over them
 * @param popularity HR@10 of popularity's lists over the same
 */
public record ScorePoint(long interactions, double served, double popularity) {}
