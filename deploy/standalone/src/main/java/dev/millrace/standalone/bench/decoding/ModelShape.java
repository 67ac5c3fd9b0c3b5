package dev.millrace.standalone.bench.decoding;

import dev.millrace.model.llm.AttentionConfig;
import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.model.llm.RotaryEmbedding;
import dev.millrace.model.llm.SpecialTokens;
import dev.millrace.model.tokenizer.Tokenizer;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * Size of the model that is measured: Llama's architecture with heads of 64 dimensions, two query
 * heads to one of keys, and a head of its own.
 *
 * @param layers decoder layers
 * @param width of the residual stream, a multiple of 128
 * @param vocabulary tokens that the tokenizer may have
 */
public record ModelShape(int layers, int width, int vocabulary) {

  private static final int HEAD_SIZE = 64;
  private static final int GROUP = 2;
  private static final int POSITIONS = 2048;

  /**
   * @throws IllegalArgumentException if heads cannot be made of the width
   */
  public ModelShape {
    if (layers < 1) {
      throw new IllegalArgumentException("--layers must be at least 1, but was " + layers);
    }
    if (width < 1 || width % (GROUP * HEAD_SIZE) != 0) {
      throw new IllegalArgumentException(
          "--width must be a multiple of %d, but was %d".formatted(GROUP * HEAD_SIZE, width));
    }
  }

  DecoderConfig config(Tokenizer tokenizer) {
    int heads = width / HEAD_SIZE;
    return new DecoderConfig(
        "llama",
        tokenizer.vocabularySize(),
        width,
        feedForwardWidth(),
        layers,
        new AttentionConfig(
            heads,
            heads / GROUP,
            HEAD_SIZE,
            false,
            false,
            false,
            Collections.nCopies(layers, AttentionConfig.UNLIMITED)),
        new RotaryEmbedding.Plain(10_000),
        1e-6,
        false,
        false,
        POSITIONS,
        0.02,
        new SpecialTokens(
            OptionalInt.empty(), List.of(tokenizer.special().end()), OptionalInt.empty()));
  }

  /** 8/3 of the width, as in Llama, rounded up to whole heads. */
  private int feedForwardWidth() {
    return (8 * width / 3 + HEAD_SIZE - 1) / HEAD_SIZE * HEAD_SIZE;
  }
}
