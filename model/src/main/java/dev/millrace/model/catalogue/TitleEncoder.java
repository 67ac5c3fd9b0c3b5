package dev.millrace.model.catalogue;

import dev.millrace.model.tokenizer.TokenIds;
import dev.millrace.model.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.List;

/** Titles as a language model writes them: their tokens, cut to a maximum, and the end. */
public final class TitleEncoder {

  /** Longer titles are rare, and what is behind the first tokens seldom tells items apart. */
  public static final int DEFAULT_MAXIMUM_TOKENS = 64;

  private final Tokenizer tokenizer;
  private final int maximumTokens;

  /**
   * @param maximumTokens tokens of a title, its end included; titles that differ only behind them
   *     are one target of generation
   */
  public TitleEncoder(Tokenizer tokenizer, int maximumTokens) {
    if (maximumTokens < 2) {
      throw new IllegalArgumentException(
          "A title takes at least 2 tokens with its end, found " + maximumTokens);
    }
    this.tokenizer = tokenizer;
    this.maximumTokens = maximumTokens;
  }

  /** Cuts titles to {@link #DEFAULT_MAXIMUM_TOKENS}. */
  public TitleEncoder(Tokenizer tokenizer) {
    this(tokenizer, DEFAULT_MAXIMUM_TOKENS);
  }

  /** The token that ends every title. */
  public int end() {
    return tokenizer.special().end();
  }

  /** One sequence a title, each of at least two tokens of which the last is the end. */
  List<TokenIds> encodeAll(List<String> titles) {
    return tokenizer.encodeAll(titles.stream().map(String::strip).toList()).stream()
        .map(this::ended)
        .toList();
  }

  private TokenIds ended(TokenIds title) {
    int[] tokens = title.toArray();
    return TokenIds.of(Arrays.copyOf(tokens, Math.min(tokens.length, maximumTokens - 1)))
        .plus(end());
  }
}
