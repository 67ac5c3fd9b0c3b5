package dev.millrace.model.decoding;

import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.tokenizer.TokenIds;

/**
 * Candidates of one user, to be scored exactly.
 *
 * @param prompt at least one token
 * @param candidates dense ids
 */
public record ScoringRequest(TokenIds prompt, ItemIds candidates) {

  public ScoringRequest {
    if (prompt.size() == 0) {
      throw new IllegalArgumentException("A prompt has at least one token");
    }
  }
}
