package dev.millrace.model.llm;

import java.util.Arrays;

/** Pairs of a place and a token whose logit is wanted. */
final class Pairs {

  private final long[] places;
  private final long[] tokens;

  private Pairs(long[] places, long[] tokens) {
    this.places = places;
    this.tokens = tokens;
  }

  static Pairs of(long[] places, int[][] tokensOfPlace) {
    int size = Arrays.stream(tokensOfPlace).mapToInt(choice -> choice.length).sum();
    Pairs pairs = new Pairs(new long[size], new long[size]);
    int next = 0;
    for (int i = 0; i < places.length; i++) {
      for (int token : tokensOfPlace[i]) {
        pairs.places[next] = places[i];
        pairs.tokens[next++] = token;
      }
    }
    return pairs;
  }

  /** Index of the place, one for each pair. */
  long[] places() {
    return places;
  }

  /** Token id, one for each pair. */
  long[] tokens() {
    return tokens;
  }

  int size() {
    return places.length;
  }

  Pairs range(int from, int to) {
    return new Pairs(Arrays.copyOfRange(places, from, to), Arrays.copyOfRange(tokens, from, to));
  }
}
