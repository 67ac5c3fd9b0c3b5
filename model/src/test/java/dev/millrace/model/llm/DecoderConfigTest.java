package dev.millrace.model.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.model.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderConfigTest {

  private static final String SMALL =
      """
      "vocab_size": 10, "hidden_size": 8, "intermediate_size": 16, "num_hidden_layers": 2,
      "num_attention_heads": 2, "max_position_embeddings": 32
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @Test
  void shouldReadLlama31WhenRopeIsScaled() throws IOException {
    DecoderConfig config =
        read(
            """
            {"architectures": ["LlamaForCausalLM"], "attention_bias": false,
             "attention_dropout": 0.0, "bos_token_id": 128000,
             "eos_token_id": [128001, 128008, 128009], "head_dim": 64, "hidden_act": "silu",
             "hidden_size": 2048, "initializer_range": 0.02, "intermediate_size": 8192,
             "max_position_embeddings": 131072, "mlp_bias": false, "model_type": "llama",
             "num_attention_heads": 32, "num_hidden_layers": 16, "num_key_value_heads": 8,
             "pretraining_tp": 1, "rms_norm_eps": 1e-05,
             "rope_scaling": {"factor": 32.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0,
               "original_max_position_embeddings": 8192, "rope_type": "llama3"},
             "rope_theta": 500000.0, "tie_word_embeddings": true, "torch_dtype": "bfloat16",
             "transformers_version": "4.45.0", "use_cache": true, "vocab_size": 128256}
            """);
    assertThat(config.rope()).isEqualTo(new RotaryEmbedding.Llama3(500_000, 32, 1, 4, 8192));
    assertThat(config.attention().groupSize()).isEqualTo(4);
    assertThat(config.tiedHead()).isTrue();
    assertThat(config.tokens().end()).containsExactly(128001, 128008, 128009);
  }

  @Test
  void shouldReadSmolLmWhenItHasFieldsOfItsExporters() throws IOException {
    DecoderConfig config =
        read(
            """
            {"model_type": "llama", "is_llama_config": true, "rope_interleaved": false,
             "transformers.js_config": {"kv_cache_dtype": {"q4f16": "float16"}},
             "rope_scaling": null, "rope_theta": 100000, "hidden_act": "silu",
             "num_key_value_heads": 1, "pad_token_id": 2, "tie_word_embeddings": true,
            """
                + SMALL
                + "}");
    assertThat(config.rope()).isEqualTo(new RotaryEmbedding.Plain(100_000));
    assertThat(config.tokens().padding()).hasValue(2);
    assertThat(config.attention().headSize()).isEqualTo(4);
  }

  @Test
  void shouldReadQwenWhenItsWindowIsOffAndOn() throws IOException {
    String qwen =
        """
        {"model_type": "qwen2", "max_window_layers": 1, "sliding_window": 7,
         "rope_theta": 1000000.0, "use_mrope": false, "use_sliding_window": %s, %s}
        """;
    DecoderConfig off = read(qwen.formatted(false, SMALL));
    assertThat(off.attention().inputBias()).isTrue();
    assertThat(off.attention().outputBias()).isFalse();
    assertThat(off.attention().windows())
        .containsExactly(AttentionConfig.UNLIMITED, AttentionConfig.UNLIMITED);
    DecoderConfig on = read(qwen.formatted(true, SMALL));
    assertThat(on.attention().windows()).containsExactly(AttentionConfig.UNLIMITED, 7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "model_type": "gemma2"                                  | model_type is one of [llama, mistral, qwen2, qwen3], but was gemma2
          "model_type": "llama", "hidden_act": "gelu"             | hidden_act is supported as [silu] only, but was "gelu"
          "model_type": "llama", "quantization_config": {"bits":4} | quantization_config is not supported
          "model_type": "llama", "sliding_window": 5              | sliding_window is not supported, but was 5
          "model_type": "llama", "attention_dropout": 0.1         | attention_dropout is supported as [0] only
          "model_type": "llama", "rope_scaling": {"type": "yarn", "factor": 2} | rope_scaling.rope_type is one of [default, linear, llama3], but was yarn
          "model_type": "llama", "rope_scaling": {"type": "linear", "factor": 2, "extra": 1} | rope_scaling.extra is not supported
          "model_type": "llama", "num_key_value_heads": 3         | num_attention_heads is a multiple of num_key_value_heads
          "model_type": "llama", "rms_norm_eps": "small"          | rms_norm_eps is a number above 0, but was "small"
          "model_type": "qwen3", "head_dim": 0                    | head_dim is a whole number from 1
          "model_type": "llama", "auto_map": {"AutoModel": "x.y"} | auto_map is not supported
          "model_type": "llama", "tie_word_embeddings": 1         | tie_word_embeddings is true or false
          "model_type": "mistral", "sliding_window": -1           | sliding_window is a whole number from 1
          "model_type": "qwen2", "layer_types": ["full_attention"] | layer_types has one entry for each of 2 layers
          """)
  void shouldNameTheFieldWhenItIsNotSupported(String fields, String problem) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read("{" + fields + "," + SMALL + "}"))
        .withMessageContaining(directory.resolve(DecoderConfig.FILE).toString())
        .withMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"model_type": "llama"                              | no valid JSON
          {"model_type": "llama", "model_type": "llama"}      | Duplicate field
          []                                                  | is a JSON object
          {} {}                                               | no valid JSON
          {"model_type":"llama"}                              | vocab_size is a whole number from 1 to 8388608, but was
          {"vocab_size":99999999999}                          | vocab_size is a whole number
          """)
  void shouldSayWhatIsWrongWhenFileIsDamaged(String text, String problem) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(text))
        .withMessageContaining(problem);
  }

  @Test
  void shouldListAllProblemsWhenThereAreSeveral() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read("{\"model_type\": \"t5\", \"hidden_act\": \"relu\", \"d_ff\": 3}"))
        .withMessageContaining("model_type")
        .withMessageContaining("hidden_act")
        .withMessageContaining("d_ff")
        .withMessageContaining("num_hidden_layers");
  }

  @Test
  void shouldReadWhatItWroteWhenRopeAndWindowsAreSet() {
    for (RotaryEmbedding rope :
        List.of(
            new RotaryEmbedding.Plain(10_000),
            new RotaryEmbedding.Linear(10_000, 4),
            new RotaryEmbedding.Llama3(500_000, 8, 1, 4, 64))) {
      DecoderConfig config = withRope(SmallModels.config(6), rope);
      config.write(directory);
      assertThat(DecoderConfig.read(directory)).isEqualTo(config);
    }
  }

  @Test
  void shouldStretchPositionsWhenRopeIsLinear() {
    float[] plain = new RotaryEmbedding.Plain(10_000).inverseFrequencies(8);
    float[] linear = new RotaryEmbedding.Linear(10_000, 4).inverseFrequencies(8);
    assertThat(linear).containsExactly(plain[0] / 4, plain[1] / 4, plain[2] / 4, plain[3] / 4);
  }

  private static DecoderConfig withRope(DecoderConfig config, RotaryEmbedding rope) {
    return new DecoderConfig(
        config.modelType(),
        config.vocabularySize(),
        config.hiddenSize(),
        config.intermediateSize(),
        config.layers(),
        config.attention(),
        rope,
        config.normEpsilon(),
        config.feedForwardBias(),
        config.tiedHead(),
        config.maximumPositions(),
        config.initializerRange(),
        config.tokens());
  }

  private DecoderConfig read(String json) throws IOException {
    Files.writeString(directory.resolve(DecoderConfig.FILE), json);
    return DecoderConfig.read(directory);
  }
}
