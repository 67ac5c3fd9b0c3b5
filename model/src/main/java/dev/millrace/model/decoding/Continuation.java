package dev.millrace.model.decoding;

import dev.millrace.model.tokenizer.TokenIds;

/**
 * One row of a step.
 *
 * @param parent the row of the step before that this one continues, from 0; in the first step the
 *     place of the prompt
 * @param tokens what is fed, at least one token
 * @param wanted the tokens whose logits are wanted behind the last of them, ascending
 */
public record Continuation(int parent, TokenIds tokens, TokenIds wanted) {

  public Continuation {
    if (parent < 0) {
      throw new IllegalArgumentException("The parent row must not be negative: " + parent);
    }
    if (tokens.size() == 0) {
      throw new IllegalArgumentException("A continuation feeds at least one token");
    }
  }
}
