package dev.millrace.model.init;

import dev.millrace.model.tokenizer.BytePairOptions;

/**
 * What a new model is made of, besides the titles. The same titles and the same of these give the
 * same bytes.
 *
 * @param size shape of the decoder
 * @param vocabularySize most tokens that are learned; few titles may give fewer
 * @param seed of the weights
 */
public record InitialModel(ModelSize size, int vocabularySize, long seed) {

  /** Refuses vocabularies that cannot hold the bytes. */
  public InitialModel {
    BytePairOptions.ofSize(vocabularySize);
  }

  /** A model with as many tokens as suit its size. */
  public static InitialModel of(ModelSize size, long seed) {
    return new InitialModel(size, size.vocabularySize(), seed);
  }
}
