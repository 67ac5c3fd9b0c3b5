package dev.millrace.model.llm;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/** Small random decoders for tests. */
public final class SmallModels {

  private SmallModels() {}

  /** Three layers, width 32, 96 tokens, grouped heads. */
  public static DecoderConfig config() {
    return config(AttentionConfig.UNLIMITED);
  }

  /** The same with a sliding window. */
  public static DecoderConfig config(int window) {
    int layers = 3;
    return new DecoderConfig(
        window == AttentionConfig.UNLIMITED ? "llama" : "mistral",
        96,
        32,
        48,
        layers,
        new AttentionConfig(4, 2, 8, false, false, false, Collections.nCopies(layers, window)),
        new RotaryEmbedding.Plain(10_000),
        1e-6,
        false,
        false,
        128,
        0.2,
        new SpecialTokens(OptionalInt.of(1), List.of(2), OptionalInt.of(0)));
  }

  /** A random decoder on the CPU. */
  public static Decoder decoder(DecoderConfig config, long seed) {
    return Decoder.random(config, DecoderOptions.cpu(), seed);
  }
}
