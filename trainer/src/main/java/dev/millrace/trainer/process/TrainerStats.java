package dev.millrace.trainer.process;

/**
 * What a trainer has done since its start, and how far it is behind.
 *
 * @param examples learned from
 * @param lag examples on the topic that are still to be learned from
 */
public record TrainerStats(long examples, long lag) {}
