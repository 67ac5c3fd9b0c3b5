package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * What every forward pass of a decoder needs beside its weights.
 *
 * @param config the decoder's shape
 * @param options where and how precisely it computes
 * @param cast between float32 and the weights' precision
 * @param rotations position embedding
 * @param queryScale 1/√(head size)
 * @param functions beyond the tensor library's own operations
 */
record DecoderContext(
    DecoderConfig config,
    DecoderOptions options,
    Cast cast,
    RotationTable rotations,
    NDArray queryScale,
    ProcessorFunctions functions) {

  /** Products with weights. */
  MatrixProducts products() {
    return functions.products();
  }

  /** Attention prompt by prompt; null where rectangles are faster, as on a GPU. */
  @Nullable RaggedAttention ragged() {
    return functions.ragged();
  }

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
