package dev.millrace.model.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.millrace.model.config.ConfigException;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.ForwardRequest;
import dev.millrace.model.llm.Positions;
import dev.millrace.model.llm.SmallModels;
import dev.millrace.model.llm.TensorEngine;
import dev.millrace.model.llm.TokenBatch;
import dev.millrace.model.optimizer.AdamW;
import dev.millrace.model.optimizer.AdamWOptions;
import dev.millrace.model.weights.WeightsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoraAdapterTest {

  private static final TokenBatch BATCH =
      new TokenBatch(List.of(new int[] {3, 1, 4, 1, 5}, new int[] {9, 2}));
  private static final LoraConfig CONFIG =
      new LoraConfig(2, 4, 0, false, new LoraTargets.Names(List.of("q_proj", "down_proj")));

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @Test
  void shouldChangeNothingWhenNew() {
    try (Decoder base = SmallModels.decoder(SmallModels.config(), 1);
        LoraAdapter adapter = LoraAdapter.create(CONFIG, base, 5)) {
      assertThat(logits(base.with(adapter), false)).containsExactly(logits(base, false));
      assertThat(adapter.layers()).hasSize(6).contains("model.layers.2.mlp.down_proj");
    }
  }

  @Test
  void shouldLearnAndLeaveTheBaseAloneWhenTrained() {
    try (Decoder base = SmallModels.decoder(SmallModels.config(), 1);
        LoraAdapter adapter = LoraAdapter.create(CONFIG, base, 5);
        Decoder adapted = base.with(adapter)) {
      Map<String, ByteBuffer> before = bytes(base);
      float[] baseLogits = logits(base, false);
      double first = train(adapted, adapter, 1);
      double last = train(adapted, adapter, 30);

      assertThat(last).isLessThan(first - 0.5);
      assertThat(bytes(base)).isEqualTo(before);
      assertThat(logits(base, false)).containsExactly(baseLogits);
      try (Decoder merged = adapter.merged(base)) {
        assertThat(logits(merged, false)).containsExactly(logits(adapted, false), within(1e-4f));
      }
    }
  }

  @Test
  void shouldDropInputsOnlyWhenTraining() {
    LoraConfig config = new LoraConfig(2, 4, 0.5, true, CONFIG.targets());
    try (Decoder base = SmallModels.decoder(SmallModels.config(), 1);
        LoraAdapter adapter = LoraAdapter.create(config, base, 5);
        Decoder adapted = base.with(adapter)) {
      train(adapted, adapter, 5);
      assertThat(logits(adapted, false)).containsExactly(logits(adapted, false));
      assertThat(logits(adapted, true)).isNotEqualTo(logits(adapted, true));
    }
  }

  @Test
  void shouldReadWhatItWroteWhenTrained() {
    try (Decoder base = SmallModels.decoder(SmallModels.config(), 1);
        LoraAdapter adapter = LoraAdapter.create(CONFIG, base, 5)) {
      train(base.with(adapter), adapter, 3);
      adapter.write(directory);
      try (LoraAdapter read = LoraAdapter.read(directory, base)) {
        assertThat(read.config()).isEqualTo(CONFIG);
        assertThat(logits(base.with(read), false))
            .containsExactly(logits(base.with(adapter), false));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "q_proj, 3",
    "'.*layers\\.[01]\\.self_attn\\.(q|k)_proj', 4",
    "all-linear, 21",
    "model.layers.1.mlp.up_proj, 1"
  })
  void shouldFindLayersWhenTheyMatch(String pattern, int layers) {
    LoraTargets targets =
        pattern.contains("*") || pattern.equals("all-linear")
            ? new LoraTargets.Matching(pattern)
            : new LoraTargets.Names(List.of(pattern));
    try (Decoder base = SmallModels.decoder(SmallModels.config(), 1);
        LoraAdapter adapter =
            LoraAdapter.create(new LoraConfig(1, 1, 0, false, targets), base, 5)) {
      assertThat(adapter.layers()).hasSize(layers);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "use_dora": true                     | use_dora is not supported, but was true
          "rank_pattern": {"q_proj": 8}        | rank_pattern is not supported
          "modules_to_save": ["lm_head"]       | modules_to_save is not supported
          "bias": "all"                        | bias is supported as [none] only
          "peft_type": "IA3"                   | peft_type is supported as [LORA] only
          "lora_dropout": 1.0                  | lora_dropout is a number from 0.0 to below 1.0
          "lora_alpha": 0                      | lora_alpha is a number above 0
          """)
  void shouldNameTheFieldWhenItIsNotSupported(String field, String problem) throws IOException {
    String json = "{\"r\": 2, \"target_modules\": [\"q_proj\"], %s}";
    String alpha = field.contains("alpha") ? "" : ", \"lora_alpha\": 4";
    Files.writeString(directory.resolve(LoraConfig.FILE), json.formatted(field + alpha));
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> LoraConfig.read(directory))
        .withMessageContaining(problem);
  }

  @Test
  void shouldSayWhatDiffersWhenAdapterIsForAnotherModel() {
    try (Decoder base = SmallModels.decoder(SmallModels.config(), 1);
        LoraAdapter adapter = LoraAdapter.create(CONFIG, base, 5)) {
      adapter.write(directory);
      new LoraConfig(3, 4, 0, false, CONFIG.targets()).write(directory);
      assertThatExceptionOfType(WeightsException.class)
          .isThrownBy(() -> LoraAdapter.read(directory, base))
          .withMessageContaining("q_proj.lora_A.weight is [3, 32], but was [2, 32]");
      new LoraConfig(2, 4, 0, false, new LoraTargets.Names(List.of("o_proj"))).write(directory);
      assertThatExceptionOfType(WeightsException.class)
          .isThrownBy(() -> LoraAdapter.read(directory, base))
          .withMessageContaining("missing are [base_model.model.model.layers.0.self_attn.o_proj")
          .withMessageContaining("unexpected are [base_model.model.model.layers.0.mlp.down_proj");
      new LoraConfig(2, 4, 0, false, new LoraTargets.Names(List.of("query"))).write(directory);
      assertThatExceptionOfType(ConfigException.class)
          .isThrownBy(() -> LoraAdapter.read(directory, base))
          .withMessageContaining("name no layer of the decoder");
    }
  }

  private static double train(Decoder decoder, LoraAdapter adapter, int steps) {
    double loss = Double.NaN;
    try (AdamW optimizer =
        new AdamW(decoder.manager(), adapter.parameters(), AdamWOptions.withDecay(0))) {
      for (int step = 0; step < steps; step++) {
        loss = backward(decoder);
        optimizer.step(0.02, 1);
      }
    }
    return loss;
  }

  /** −log P of token 7 after every token. */
  private static double backward(Decoder decoder) {
    try (NDManager scratch = decoder.manager().newSubManager();
        GradientCollector collector = TensorEngine.start().newGradientCollector()) {
      NDArray loss = logits(decoder, scratch, true).logSoftmax(1).get(":, 7").mean().neg();
      collector.backward(loss);
      return loss.getFloat();
    }
  }

  private static NDArray logits(Decoder decoder, NDManager scratch, boolean training) {
    int depth = decoder.config().layers();
    ForwardRequest request =
        new ForwardRequest(BATCH, Positions.all(BATCH), List.of(depth), training);
    return decoder.head().logits(decoder.forward(scratch, request).at(depth));
  }

  private static float[] logits(Decoder decoder, boolean training) {
    try (NDManager scratch = decoder.manager().newSubManager()) {
      return logits(decoder, scratch, training).toFloatArray();
    }
  }

  private static Map<String, ByteBuffer> bytes(Decoder decoder) {
    Map<String, ByteBuffer> bytes = new TreeMap<>();
    decoder.weights().forEach((name, weight) -> bytes.put(name, weight.toByteBuffer()));
    return bytes;
  }
}
