package dev.millrace.model.inspect;

import dev.millrace.model.tokenizer.JsonTokenizer;
import dev.millrace.model.tokenizer.SpecialTokens;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer.
 *
 * @param vocabularySize number of token ids
 * @param beginning what prompts start with; null if it has none
 * @param end what every item ends with
 * @param padding what fills short rows
 */
public record TokenizerSummary(
    int vocabularySize, @Nullable Special beginning, Special end, Special padding) {

  /**
   * A token that stands for no text.
   *
   * @param id token id
   * @param spelling how it is written
   */
  public record Special(int id, String spelling) {}

  static TokenizerSummary of(JsonTokenizer tokenizer) {
    SpecialTokens special = tokenizer.special();
    return new TokenizerSummary(
        tokenizer.vocabularySize(),
        special.beginning() == SpecialTokens.NONE ? null : named(tokenizer, special.beginning()),
        named(tokenizer, special.end()),
        named(tokenizer, special.padding()));
  }

  private static Special named(JsonTokenizer tokenizer, int id) {
    return new Special(id, tokenizer.spelling(id));
  }
}
