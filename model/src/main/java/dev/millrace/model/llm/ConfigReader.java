package dev.millrace.model.llm;

import dev.millrace.model.config.ConfigFields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Reads config.json: every field is understood, known to be harmless, or named in the error. */
final class ConfigReader {

  private static final int MAXIMUM_WIDTH = 1 << 18;
  private static final int MAXIMUM_LAYERS = 1024;
  private static final int MAXIMUM_VOCABULARY = 1 << 23;

  /** They name the file's origin, its storage or generation: not what the model computes. */
  private static final Set<String> HARMLESS =
      Set.of(
          "_name_or_path",
          "architectures",
          "dtype",
          "is_llama_config",
          "model_type",
          "pretraining_tp",
          "torch_dtype",
          "transformers.js_config",
          "transformers_version",
          "use_cache");

  private final ConfigFields fields;
  private final String modelType;

  private ConfigReader(ConfigFields fields) {
    this.fields = fields;
    this.modelType = fields.text("model_type", "(none)");
  }

  static DecoderConfig read(Path file) {
    ConfigFields fields = ConfigFields.read(file);
    ConfigReader reader = new ConfigReader(fields);
    DecoderConfig config = reader.config(file);
    fields.refuseUnknown();
    fields.failOnProblems(file);
    return config;
  }

  private DecoderConfig config(Path file) {
    Family family = family();
    fields.harmless(HARMLESS);
    fields.only("hidden_act", "silu");
    fields.only("attention_dropout", 0);
    fields.only("partial_rotary_factor", 1);
    fields.only("rope_interleaved", false);
    fields.only("use_mrope", false);
    try {
      return config(family);
    } catch (IllegalArgumentException e) {
      fields.problem(String.valueOf(e.getMessage()));
      fields.failOnProblems(file);
      throw e;
    }
  }

  private Family family() {
    return Family.named(modelType)
        .orElseGet(
            () -> {
              fields.problem("model_type", "is one of " + Family.names(), modelType);
              return Family.LLAMA;
            });
  }

  private DecoderConfig config(Family family) {
    int layers = fields.integer("num_hidden_layers", 1, MAXIMUM_LAYERS);
    return new DecoderConfig(
        modelType,
        fields.integer("vocab_size", 1, MAXIMUM_VOCABULARY),
        fields.integer("hidden_size", 1, MAXIMUM_WIDTH),
        fields.integer("intermediate_size", 1, MAXIMUM_WIDTH),
        layers,
        attention(family, layers),
        rope(),
        fields.number("rms_norm_eps", 1e-6),
        family == Family.LLAMA && fields.flag("mlp_bias", false),
        fields.flag("tie_word_embeddings", false),
        fields.integer("max_position_embeddings", 1, Integer.MAX_VALUE),
        fields.number("initializer_range", 0.02),
        tokens());
  }

  private AttentionConfig attention(Family family, int layers) {
    int heads = fields.integer("num_attention_heads", 1, MAXIMUM_WIDTH);
    boolean bias = family.biasIsConfigured() && fields.flag("attention_bias", false);
    return new AttentionConfig(
        heads,
        fields.integer("num_key_value_heads", 1, MAXIMUM_WIDTH, heads),
        fields.integer(
            "head_dim", 1, MAXIMUM_WIDTH, fields.integer("hidden_size", 1, MAXIMUM_WIDTH) / heads),
        bias || family.alwaysInputBias(),
        bias,
        family.queryKeyNorm(),
        windows(family, layers));
  }

  private List<Integer> windows(Family family, int layers) {
    if (!family.hasWindow()) {
      return Collections.nCopies(layers, AttentionConfig.UNLIMITED);
    }
    int window =
        fields.integer("sliding_window", 1, Integer.MAX_VALUE, AttentionConfig.UNLIMITED);
    boolean used = !family.windowIsSwitched() || fields.flag("use_sliding_window", false);
    int firstWithWindow =
        family.windowIsSwitched()
            ? fields.integer("max_window_layers", 0, Integer.MAX_VALUE, 28)
            : 0;
    List<String> types = fields.texts("layer_types");
    if (!types.isEmpty() && types.size() != layers) {
      fields.problem("layer_types", "has one entry for each of %d layers".formatted(layers), types);
      types = List.of();
    }
    List<Integer> windows = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      boolean limited =
          used && (types.isEmpty() ? layer >= firstWithWindow : isSliding(types.get(layer)));
      windows.add(limited ? window : AttentionConfig.UNLIMITED);
    }
    return windows;
  }

  private boolean isSliding(String type) {
    if (!Set.of("full_attention", "sliding_attention").contains(type)) {
      fields.problem("layer_types", "holds full_attention and sliding_attention only", type);
    }
    return type.equals("sliding_attention");
  }

  private RotaryEmbedding rope() {
    double outerTheta = fields.number("rope_theta", 10_000);
    ConfigFields scaling =
        fields.has("rope_parameters")
            ? fields.nested("rope_parameters")
            : fields.nested("rope_scaling");
    double theta = scaling.number("rope_theta", outerTheta);
    String type = scaling.text("rope_type", scaling.text("type", "default"));
    scaling.text("type", type);
    scaling.only("partial_rotary_factor", 1);
    RotaryEmbedding rope = rope(type, theta, scaling);
    scaling.refuseUnknown();
    return rope;
  }

  private static RotaryEmbedding rope(String type, double theta, ConfigFields scaling) {
    return switch (type) {
      case "default" -> new RotaryEmbedding.Plain(theta);
      case "linear" -> new RotaryEmbedding.Linear(theta, scaling.number("factor"));
      case "llama3" ->
          new RotaryEmbedding.Llama3(
              theta,
              scaling.number("factor"),
              scaling.number("low_freq_factor"),
              scaling.number("high_freq_factor"),
              scaling.integer("original_max_position_embeddings", 1, Integer.MAX_VALUE));
      default -> {
        scaling.problem("rope_type", "is one of [default, linear, llama3]", type);
        yield new RotaryEmbedding.Plain(theta);
      }
    };
  }

  private SpecialTokens tokens() {
    return new SpecialTokens(
        first(fields.integers("bos_token_id")),
        fields.integers("eos_token_id"),
        first(fields.integers("pad_token_id")));
  }

  private static OptionalInt first(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).findFirst();
  }
}
