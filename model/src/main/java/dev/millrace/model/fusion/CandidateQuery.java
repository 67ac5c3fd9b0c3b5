package dev.millrace.model.fusion;

import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.decoding.SearchRequest;

/**
 * What a language model is asked about one user.
 *
 * @param search for its own candidates
 * @param proposed candidates of others, by dense id, the best first, which it only scores
 */
public record CandidateQuery(SearchRequest search, ItemIds proposed) {}
