package dev.millrace.model.decoding;

import dev.millrace.model.tokenizer.TokenIds;
import java.util.List;

/** A language model as decoding sees it: prompts are read once, then continued many times. */
public interface NextTokenModel {

  /**
   * Reads prompts, one a user. Their keys and values are computed once and shared by all
   * continuations of the session.
   *
   * @param prompts at least one, none of them empty
   */
  PromptSession read(List<TokenIds> prompts);
}
