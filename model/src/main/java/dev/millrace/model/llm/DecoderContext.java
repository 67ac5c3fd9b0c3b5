package dev.millrace.model.llm;

/**
 * What every forward pass of a decoder needs beside its weights.
 *
 * @param config the decoder's shape
 * @param options where and how precisely it computes
 * @param rotations position embedding
 */
record DecoderContext(DecoderConfig config, DecoderOptions options, RotationTable rotations) {

  /** Refuses token ids that the embedding does not have. */
  void requireTokens(int... tokens) {
    for (int token : tokens) {
      if (token < 0 || token >= config.vocabularySize()) {
        throw new IllegalArgumentException(
            "Token ids are 0 to %d, but one was %d".formatted(config.vocabularySize() - 1, token));
      }
    }
  }

  /** Refuses sequences longer than the model or its options allow. */
  void requireLength(int length) {
    if (length > rotations.positions()) {
      throw new IllegalArgumentException(
          "A sequence has at most %d tokens, but one had %d"
              .formatted(rotations.positions(), length));
    }
  }
}
