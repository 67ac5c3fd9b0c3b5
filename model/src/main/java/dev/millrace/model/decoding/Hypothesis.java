package dev.millrace.model.decoding;

/**
 * A prefix of items that is being followed.
 *
 * @param parent the session's node behind which its new tokens are fed
 * @param fedFrom the trie's node of the first token to feed; none for a prompt itself
 * @param node the trie's node of the last token to feed: the next with a choice of children
 * @param logProbability of the prefix
 * @param score the log-probability and what was added to it
 */
record Hypothesis(int parent, int fedFrom, int node, double logProbability, double score) {}
