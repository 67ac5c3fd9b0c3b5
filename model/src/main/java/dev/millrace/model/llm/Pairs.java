package dev.millrace.model.llm;

import java.util.Arrays;

/**
 * Pairs of a place and a token whose logit is wanted.
 *
 * @param places index of the place, one for each pair
 * @param tokens token id, one for each pair
 */
record Pairs(long[] places, long[] tokens) {

  static Pairs of(long[] places, int[][] tokensOfPlace) {
    int size = Arrays.stream(tokensOfPlace).mapToInt(tokens -> tokens.length).sum();
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

  int size() {
    return places.length;
  }

  Pairs range(int from, int to) {
    return new Pairs(
        Arrays.copyOfRange(places, from, to), Arrays.copyOfRange(tokens, from, to));
  }
}
