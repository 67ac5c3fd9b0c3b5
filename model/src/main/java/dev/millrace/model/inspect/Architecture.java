package dev.millrace.model.inspect;

import dev.millrace.model.llm.AttentionConfig;
import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.model.llm.RotaryEmbedding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder looks like.
 *
 * @param family model_type of config.json
 * @param layers decoder layers
 * @param hiddenSize width of the residual stream
 * @param intermediateSize width inside the feed-forward part
 * @param heads query heads
 * @param keyValueHeads heads of keys and values
 * @param headSize dimensions of a head
 * @param inputBias whether queries, keys and values have a bias
 * @param queryKeyNorm whether queries and keys are normalised
 * @param window how many of the latest tokens the layers with a window see; null if none has one
 * @param windowedLayers how many layers have a window
 * @param rope position embedding
 * @param tiedHead whether the head shares the embedding's weight
 * @param vocabularySize rows of the embedding
 * @param context longest sequence that the model is for, in tokens
 */
public record Architecture(
    String family,
    int layers,
    int hiddenSize,
    int intermediateSize,
    int heads,
    int keyValueHeads,
    int headSize,
    boolean inputBias,
    boolean queryKeyNorm,
    @Nullable Integer window,
    long windowedLayers,
    Rope rope,
    boolean tiedHead,
    int vocabularySize,
    int context) {

  /**
   * Rotary position embedding.
   *
   * @param scaling none, linear or llama3
   * @param theta base of the frequencies
   * @param factor of the scaling; null without
   */
  public record Rope(String scaling, double theta, @Nullable Double factor) {

    static Rope of(RotaryEmbedding rope) {
      if (rope instanceof RotaryEmbedding.Linear linear) {
        return new Rope("linear", linear.theta(), linear.factor());
      }
      if (rope instanceof RotaryEmbedding.Llama3 llama3) {
        return new Rope("llama3", llama3.theta(), llama3.factor());
      }
      return new Rope("none", rope.theta(), null);
    }
  }

  static Architecture of(DecoderConfig config) {
    AttentionConfig attention = config.attention();
    List<Integer> windows =
        attention.windows().stream().filter(w -> w != AttentionConfig.UNLIMITED).toList();
    return new Architecture(
        config.modelType(),
        config.layers(),
        config.hiddenSize(),
        config.intermediateSize(),
        attention.heads(),
        attention.keyValueHeads(),
        attention.headSize(),
        attention.inputBias(),
        attention.queryKeyNorm(),
        windows.isEmpty() ? null : windows.get(0),
        windows.size(),
        Rope.of(config.rope()),
        config.tiedHead(),
        config.vocabularySize(),
        config.maximumPositions());
  }
}
