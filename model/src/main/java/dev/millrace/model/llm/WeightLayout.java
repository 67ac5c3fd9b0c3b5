package dev.millrace.model.llm;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Names and shapes of a decoder's tensors, as Hugging Face names them. */
final class WeightLayout {

  static final String EMBEDDING = "model.embed_tokens.weight";
  static final String FINAL_NORM = "model.norm.weight";
  static final String HEAD = "lm_head.weight";

  private final DecoderConfig config;
  private final SortedMap<String, List<Long>> shapes = new TreeMap<>();

  private WeightLayout(DecoderConfig config) {
    this.config = config;
  }

  /** Shape by name, of all tensors that a checkpoint of this configuration has. */
  static SortedMap<String, List<Long>> of(DecoderConfig config) {
    WeightLayout layout = new WeightLayout(config);
    layout.put(EMBEDDING, config.vocabularySize(), config.hiddenSize());
    layout.put(FINAL_NORM, config.hiddenSize());
    if (!config.tiedHead()) {
      layout.put(HEAD, config.vocabularySize(), config.hiddenSize());
    }
    for (int layer = 0; layer < config.layers(); layer++) {
      layout.putAttention(attention(layer));
      layout.putFeedForward(feedForward(layer));
      layout.put(attentionNorm(layer), config.hiddenSize());
      layout.put(feedForwardNorm(layer), config.hiddenSize());
    }
    return layout.shapes;
  }

  static String attention(int layer) {
    return "model.layers.%d.self_attn.".formatted(layer);
  }

  static String feedForward(int layer) {
    return "model.layers.%d.mlp.".formatted(layer);
  }

  static String attentionNorm(int layer) {
    return "model.layers.%d.input_layernorm.weight".formatted(layer);
  }

  static String feedForwardNorm(int layer) {
    return "model.layers.%d.post_attention_layernorm.weight".formatted(layer);
  }

  private void putAttention(String prefix) {
    AttentionConfig attention = config.attention();
    putLinear(prefix + "q_proj", attention.queryWidth(), config.hiddenSize(), attention.inputBias());
    putLinear(prefix + "k_proj", attention.keyWidth(), config.hiddenSize(), attention.inputBias());
    putLinear(prefix + "v_proj", attention.keyWidth(), config.hiddenSize(), attention.inputBias());
    putLinear(
        prefix + "o_proj", config.hiddenSize(), attention.queryWidth(), attention.outputBias());
    if (attention.queryKeyNorm()) {
      put(prefix + "q_norm.weight", attention.headSize());
      put(prefix + "k_norm.weight", attention.headSize());
    }
  }

  private void putFeedForward(String prefix) {
    boolean bias = config.feedForwardBias();
    putLinear(prefix + "gate_proj", config.intermediateSize(), config.hiddenSize(), bias);
    putLinear(prefix + "up_proj", config.intermediateSize(), config.hiddenSize(), bias);
    putLinear(prefix + "down_proj", config.hiddenSize(), config.intermediateSize(), bias);
  }

  private void putLinear(String name, long out, long in, boolean bias) {
    put(name + ".weight", out, in);
    if (bias) {
      put(name + ".bias", out);
    }
  }

  private void put(String name, long... shape) {
    shapes.put(name, Arrays.stream(shape).boxed().toList());
  }
}
