package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;

/**
 * Queries, keys and values of one layer, for tokens without padding. P of the R tokens have
 * queries, mostly all of them.
 *
 * @param query [P, H, s], turned by position and scaled by 1/√s
 * @param key [R, K, s], turned by position
 * @param value [R, K, s]
 */
record Heads(NDArray query, NDArray key, NDArray value) {}
