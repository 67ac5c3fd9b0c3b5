package dev.millrace.model.llm;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.model.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes config.json with the field names that Hugging Face reads. */
final class ConfigWriter {

  private static final JsonMapper JSON = new JsonMapper();

  private final DecoderConfig config;
  private final Family family;
  private final ObjectNode root = JSON.createObjectNode();

  private ConfigWriter(DecoderConfig config) {
    this.config = config;
    this.family =
        Family.named(config.modelType())
            .orElseThrow(
                () ->
                    new ConfigException(
                        "model_type is one of %s, but was %s"
                            .formatted(Family.names(), config.modelType())));
  }

  static void write(DecoderConfig config, Path file) {
    ConfigWriter writer = new ConfigWriter(config);
    writer.putShape();
    writer.putAttention();
    writer.putWindows();
    writer.putRope();
    writer.putTokens();
    try {
      Files.writeString(file, writer.root.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new ConfigException("%s: cannot be written".formatted(file), e);
    }
  }

  private void putShape() {
    root.putArray("architectures").add(family.architecture());
    root.put("model_type", config.modelType());
    root.put("vocab_size", config.vocabularySize());
    root.put("hidden_size", config.hiddenSize());
    root.put("intermediate_size", config.intermediateSize());
    root.put("num_hidden_layers", config.layers());
    root.put("hidden_act", "silu");
    root.put("rms_norm_eps", config.normEpsilon());
    root.put("tie_word_embeddings", config.tiedHead());
    root.put("max_position_embeddings", config.maximumPositions());
    root.put("initializer_range", config.initializerRange());
    if (family == Family.LLAMA) {
      root.put("mlp_bias", config.feedForwardBias());
    }
  }

  private void putAttention() {
    AttentionConfig attention = config.attention();
    root.put("num_attention_heads", attention.heads());
    root.put("num_key_value_heads", attention.keyValueHeads());
    root.put("head_dim", attention.headSize());
    if (family.biasIsConfigured()) {
      root.put("attention_bias", attention.outputBias());
    }
  }

  private void putWindows() {
    List<Integer> windows = config.attention().windows();
    int smallest = windows.stream().mapToInt(Integer::intValue).min().orElseThrow();
    if (smallest == AttentionConfig.UNLIMITED) {
      root.putNull("sliding_window");
      return;
    }
    root.put("sliding_window", smallest);
    if (!family.windowIsSwitched()) {
      return;
    }
    root.put("use_sliding_window", true);
    ArrayNode types = root.putArray("layer_types");
    windows.forEach(
        window ->
            types.add(
                window == AttentionConfig.UNLIMITED ? "full_attention" : "sliding_attention"));
  }

  private void putRope() {
    root.put("rope_theta", config.rope().theta());
    if (config.rope() instanceof RotaryEmbedding.Linear linear) {
      ObjectNode scaling = root.putObject("rope_scaling");
      scaling.put("rope_type", "linear").put("factor", linear.factor());
    } else if (config.rope() instanceof RotaryEmbedding.Llama3 llama3) {
      ObjectNode scaling = root.putObject("rope_scaling");
      scaling.put("rope_type", "llama3").put("factor", llama3.factor());
      scaling.put("low_freq_factor", llama3.lowFrequency());
      scaling.put("high_freq_factor", llama3.highFrequency());
      scaling.put("original_max_position_embeddings", llama3.originalPositions());
    } else {
      root.putNull("rope_scaling");
    }
  }

  private void putTokens() {
    config.tokens().beginning().ifPresent(id -> root.put("bos_token_id", id));
    config.tokens().padding().ifPresent(id -> root.put("pad_token_id", id));
    List<Integer> end = config.tokens().end();
    if (end.size() == 1) {
      root.put("eos_token_id", end.get(0));
    } else if (!end.isEmpty()) {
      end.forEach(root.putArray("eos_token_id")::add);
    }
  }
}
