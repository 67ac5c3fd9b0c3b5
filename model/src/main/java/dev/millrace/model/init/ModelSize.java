package dev.millrace.model.init;

import dev.millrace.model.llm.AttentionConfig;
import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.model.llm.RotaryEmbedding;
import dev.millrace.model.llm.SpecialTokens;
import java.util.Collections;

/**
 * Shapes of new models, all of the Llama family. Deep and thin, one matrix for embedding and head,
 * and keys and values shared by two heads each, as pays off in small models (MobileLLM, arXiv
 * 2402.14905); the feed-forward part is 8/3 as wide as the rest, rounded up to what divides well
 * (Llama, arXiv 2302.13971).
 */
public enum ModelSize {
  /** 4 layers of 128: trains in minutes on a CPU. 1.2 million parameters at 4,000 tokens. */
  TINY(4, 128, 352, 4, 4_000),
  /** 8 layers of 256: trains in hours on a CPU. 7.9 million parameters at 8,000 tokens. */
  SMALL(8, 256, 704, 4, 8_000),
  /** 12 layers of 512: for a GPU. 43.6 million parameters at 16,000 tokens. */
  BASE(12, 512, 1_408, 8, 16_000);

  /**
   * Tokens of a sequence. A prompt with 50 titles that are all cut to 64 tokens and its answer take
   * 3,265; positions cost no parameters.
   */
  public static final int CONTEXT = 4_096;

  private static final int HEADS_PER_KEY = 2;
  private static final double THETA = 10_000;
  private static final double NORM_EPSILON = 1e-5;
  private static final double DEVIATION = 0.02;

  private final int layers;
  private final int width;
  private final int intermediate;
  private final int heads;
  private final int vocabulary;

  ModelSize(int layers, int width, int intermediate, int heads, int vocabulary) {
    this.layers = layers;
    this.width = width;
    this.intermediate = intermediate;
    this.heads = heads;
    this.vocabulary = vocabulary;
  }

  /** How many tokens suit a model of this size. */
  public int vocabularySize() {
    return vocabulary;
  }

  /**
   * The configuration.
   *
   * @param vocabularySize number of token ids
   * @param tokens ids with a meaning
   */
  public DecoderConfig config(int vocabularySize, SpecialTokens tokens) {
    return new DecoderConfig(
        "llama",
        vocabularySize,
        width,
        intermediate,
        layers,
        attention(),
        new RotaryEmbedding.Plain(THETA),
        NORM_EPSILON,
        false,
        true,
        CONTEXT,
        DEVIATION,
        tokens);
  }

  private AttentionConfig attention() {
    return new AttentionConfig(
        heads,
        heads / HEADS_PER_KEY,
        width / heads,
        false,
        false,
        false,
        Collections.nCopies(layers, AttentionConfig.UNLIMITED));
  }
}
