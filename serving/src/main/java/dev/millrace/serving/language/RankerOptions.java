package dev.millrace.serving.language;

import dev.millrace.model.decoding.DecodingOptions;

/**
 * How a language model answers.
 *
 * @param candidates that it finds itself, and prefixes that its beam follows; at least 1
 * @param batch users decoded together, at least 1
 * @param temperature τ that it was trained with
 */
public record RankerOptions(int candidates, int batch, double temperature) {

  /** Refuses sizes below 1. */
  public RankerOptions {
    if (candidates < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "Candidates and batch are at least 1, but were %d and %d".formatted(candidates, batch));
    }
  }

  DecodingOptions decoding() {
    return new DecodingOptions(candidates, temperature);
  }
}
