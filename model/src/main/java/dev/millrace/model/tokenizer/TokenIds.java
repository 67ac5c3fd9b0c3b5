package dev.millrace.model.tokenizer;

import java.util.Arrays;
import java.util.List;

/** An immutable sequence of tokens, four bytes a token. */
public final class TokenIds {

  private static final TokenIds EMPTY = new TokenIds(new int[0]);

  private final int[] tokens;

  private TokenIds(int[] tokens) {
    this.tokens = tokens;
  }

  /**
   * @param tokens token ids; copied
   */
  public static TokenIds of(int... tokens) {
    return tokens.length == 0 ? EMPTY : new TokenIds(tokens.clone());
  }

  /** A sequence of nothing. */
  public static TokenIds empty() {
    return EMPTY;
  }

  /** All parts in their order, as one sequence. */
  public static TokenIds concat(List<TokenIds> parts) {
    int[] all = new int[parts.stream().mapToInt(TokenIds::size).sum()];
    int next = 0;
    for (TokenIds part : parts) {
      System.arraycopy(part.tokens, 0, all, next, part.tokens.length);
      next += part.tokens.length;
    }
    return all.length == 0 ? EMPTY : new TokenIds(all);
  }

  /** This sequence with one more token behind it. */
  public TokenIds plus(int token) {
    int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
    longer[tokens.length] = token;
    return new TokenIds(longer);
  }

  /** Number of tokens. */
  public int size() {
    return tokens.length;
  }

  /**
   * @param index from 0
   */
  public int get(int index) {
    return tokens[index];
  }

  /** Place of the first such token, −1 if there is none. */
  public int indexOf(int token) {
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] == token) {
        return i;
      }
    }
    return -1;
  }

  /** A copy as an array. */
  public int[] toArray() {
    return tokens.clone();
  }

  /** A copy as an array of longs, as engines index. */
  public long[] toLongArray() {
    return Arrays.stream(tokens).asLongStream().toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenIds that && Arrays.equals(tokens, that.tokens);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(tokens);
  }

  @Override
  public String toString() {
    return Arrays.toString(tokens);
  }
}
