package dev.millrace.model.llm;

import dev.millrace.model.config.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * What a decoder of the Llama family looks like.
 *
 * @param modelType the family's name in config.json: llama, mistral, qwen2 or qwen3
 * @param vocabularySize number of token ids, V
 * @param hiddenSize width of the residual stream, d
 * @param intermediateSize width inside the feed-forward part
 * @param layers number of decoder layers, L
 * @param attention shape of the attention
 * @param rope position embedding
 * @param normEpsilon added to the mean square before the root
 * @param feedForwardBias whether the feed-forward projections have a bias
 * @param tiedHead whether the head shares the embedding's weight
 * @param maximumPositions longest sequence that the model was trained for
 * @param initializerRange standard deviation of random initial weights
 * @param tokens ids with a meaning
 */
public record DecoderConfig(
    String modelType,
    int vocabularySize,
    int hiddenSize,
    int intermediateSize,
    int layers,
    AttentionConfig attention,
    RotaryEmbedding rope,
    double normEpsilon,
    boolean feedForwardBias,
    boolean tiedHead,
    int maximumPositions,
    double initializerRange,
    SpecialTokens tokens) {

  /** Name of the file in a model directory. */
  public static final String FILE = "config.json";

  /** Refuses a number of windows that differs from the number of layers. */
  public DecoderConfig {
    if (attention.windows().size() != layers) {
      throw new IllegalArgumentException(
          "%d layers need as many windows, but there were %d"
              .formatted(layers, attention.windows().size()));
    }
  }

  /**
   * Reads config.json as Hugging Face writes it.
   *
   * @param directory the model's directory
   * @throws ConfigException naming every field that is missing, damaged or not supported
   */
  public static DecoderConfig read(Path directory) {
    return ConfigReader.read(directory.resolve(FILE));
  }

  /**
   * The same with more or fewer token ids.
   *
   * @param tokenIds number of them
   */
  public DecoderConfig withVocabularySize(int tokenIds) {
    return new DecoderConfig(
        modelType,
        tokenIds,
        hiddenSize,
        intermediateSize,
        layers,
        attention,
        rope,
        normEpsilon,
        feedForwardBias,
        tiedHead,
        maximumPositions,
        initializerRange,
        tokens);
  }

  /** Shape by Hugging Face name, of all tensors that a checkpoint of this configuration has. */
  public SortedMap<String, List<Long>> weightShapes() {
    return WeightLayout.of(this);
  }

  /** Number of parameters of such a checkpoint, a tied head counted once. */
  public long parameters() {
    return weightShapes().values().stream()
        .mapToLong(shape -> shape.stream().reduce(1L, Math::multiplyExact))
        .sum();
  }

  /**
   * Writes config.json as Hugging Face reads it.
   *
   * @param directory the model's directory, which exists
   */
  public void write(Path directory) {
    ConfigWriter.write(this, directory.resolve(FILE));
  }
}
