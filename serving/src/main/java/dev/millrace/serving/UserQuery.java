package dev.millrace.serving;

import java.util.concurrent.CompletableFuture;

/**
 * A list asked for from outside the serving thread, which answers it.
 *
 * @param userId whom the list is for
 * @param k how many items
 * @param answer completed by the serving thread
 */
record UserQuery(String userId, int k, CompletableFuture<QueryAnswer> answer) {}
