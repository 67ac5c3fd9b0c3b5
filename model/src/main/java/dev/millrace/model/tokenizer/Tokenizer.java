package dev.millrace.model.tokenizer;

import java.util.List;

/** Turns text into tokens and back. Safe for use by several threads. */
public interface Tokenizer {

  /**
   * The tokens of a text, without any special token: where the text spells one out, it is taken as
   * the text that it is.
   */
  TokenIds encode(String text);

  /** As {@link #encode} for every text, in order. */
  List<TokenIds> encodeAll(List<String> texts);

  /** The text of tokens; special tokens are left out. */
  String decode(TokenIds tokens);

  /** The tokens that stand for no text. */
  SpecialTokens special();

  /** Number of token ids, special ones included: ids are 0 to size − 1. */
  int vocabularySize();
}
