package dev.millrace.serving;

/**
 * A user in the partition that the user's records are in.
 *
 * @param partition of all topics keyed by user
 * @param userId who
 */
record UserKey(int partition, String userId) {}
