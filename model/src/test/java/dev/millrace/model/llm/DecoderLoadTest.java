package dev.millrace.model.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.millrace.model.weights.SafetensorsWriter;
import dev.millrace.model.weights.TensorContent;
import dev.millrace.model.weights.WeightDirectory;
import dev.millrace.model.weights.WeightsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoderLoadTest {

  private static final TokenBatch BATCH =
      new TokenBatch(List.of(new int[] {3, 1, 4, 1, 5}, new int[] {9, 2}));
  private static final DecoderOptions BFLOAT16 = DecoderOptions.cpu().with(Precision.BFLOAT16);
  private static final String NORM = "model.norm.weight";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @Test
  void shouldComputeTheSameWhenSavedInShards() {
    try (Decoder decoder = SmallModels.decoder(SmallModels.config(), 1)) {
      decoder.config().write(directory);
      SafetensorsWriter.writeSharded(directory, contents(decoder.weights()), 10_000);
      try (Decoder loaded = load()) {
        assertThat(logits(loaded)).containsExactly(logits(decoder));
      }
    }
  }

  @Test
  void shouldBeTheSameModelWhenSeedIsTheSame() {
    try (Decoder one = SmallModels.decoder(SmallModels.config(), 1);
        Decoder same = SmallModels.decoder(SmallModels.config(), 1);
        Decoder other = SmallModels.decoder(SmallModels.config(), 2)) {
      assertThat(logits(same)).containsExactly(logits(one));
      assertThat(logits(other)).isNotEqualTo(logits(one));
    }
  }

  @Test
  void shouldListNamesWhenTensorsAreMissingUnexpectedOrMisshapen() {
    try (Decoder decoder = SmallModels.decoder(SmallModels.config(), 1)) {
      SortedMap<String, NDArray> weights = new TreeMap<>(decoder.weights());
      weights.remove(NORM);
      weights.put("model.extra", decoder.manager().ones(new Shape(1)));
      weights.put("model.layers.0.input_layernorm.weight", decoder.manager().ones(new Shape(31)));
      weights.put("lm_head.weight", Tensors.longs(decoder.manager(), 1, 2));
      save(decoder.config(), weights);
      assertThatExceptionOfType(WeightsException.class)
          .isThrownBy(this::load)
          .withMessageContaining("missing are [model.norm.weight]")
          .withMessageContaining("unexpected are [model.extra]")
          .withMessageContaining("model.layers.0.input_layernorm.weight is [32], but was [31]")
          .withMessageContaining("lm_head.weight is F32, F16 or BF16, but was I64");
    }
  }

  @Test
  void shouldNameTheTensorWhenAValueIsNotFinite() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      try (Decoder decoder = SmallModels.decoder(SmallModels.config(), 1)) {
        float[] values = new float[32];
        values[17] = bad;
        SortedMap<String, NDArray> weights = new TreeMap<>(decoder.weights());
        weights.put(NORM, decoder.manager().create(values));
        save(decoder.config(), weights);
        assertThatExceptionOfType(WeightsException.class)
            .isThrownBy(this::load)
            .withMessageContaining("tensor model.norm.weight: all values are finite numbers");
      }
    }
  }

  @Test
  void shouldComputeAboutTheSameWhenFileIsHalfPrecision() {
    try (Decoder decoder = SmallModels.decoder(SmallModels.config(), 1)) {
      SortedMap<String, NDArray> weights = new TreeMap<>();
      decoder
          .weights()
          .forEach((name, weight) -> weights.put(name, weight.toType(DataType.FLOAT16, true)));
      save(decoder.config(), weights);
      try (Decoder loaded = load()) {
        assertClose(logits(loaded), logits(decoder), 0.01);
      }
    }
  }

  @Test
  void shouldComputeAboutTheSameWhenBfloat16ComputesAndIsStored() {
    try (Decoder exact = SmallModels.decoder(SmallModels.config(), 1);
        Decoder rough = Decoder.random(SmallModels.config(), BFLOAT16, 1)) {
      float[] expected = logits(rough);
      assertClose(expected, logits(exact), 0.05);
      assertThat(expected).isNotEqualTo(logits(exact));
      rough.save(directory);
      try (Decoder loaded = Decoder.load(directory, BFLOAT16);
          Decoder wide = load()) {
        assertThat(logits(loaded)).containsExactly(expected);
        assertClose(logits(wide), expected, 0.05);
      }
    }
  }

  @Test
  void shouldLearnWhenBfloat16Computes() {
    try (Decoder exact = SmallModels.decoder(SmallModels.config(), 1);
        Decoder rough = Decoder.random(SmallModels.config(), BFLOAT16, 1)) {
      for (String name : List.of(NORM, "model.layers.0.self_attn.k_proj.weight")) {
        assertClose(gradient(rough, name), gradient(exact, name), 0.1);
      }
    }
  }

  private static float[] gradient(Decoder decoder, String name) {
    NDArray weight = decoder.weight(name);
    weight.setRequiresGradient(true);
    int depth = decoder.config().layers();
    try (NDManager scratch = decoder.manager().newSubManager();
        GradientCollector collector = TensorEngine.start().newGradientCollector()) {
      ForwardRequest request =
          new ForwardRequest(BATCH, Positions.all(BATCH), List.of(depth), true);
      NDArray logits = decoder.head().logits(decoder.forward(scratch, request).at(depth));
      collector.backward(logits.logSoftmax(1).get(":, 7").mean().neg());
      try (NDArray gradient = Tensors.gradient(weight);
          NDArray wide = gradient.toType(DataType.FLOAT32, true)) {
        return wide.toFloatArray();
      }
    }
  }

  @Test
  void shouldAcceptACopyOfTheEmbeddingOnlyWhenHeadIsTied() {
    DecoderConfig tied = tied(SmallModels.config());
    try (Decoder decoder = SmallModels.decoder(tied, 1)) {
      SortedMap<String, NDArray> weights = new TreeMap<>(decoder.weights());
      NDArray embedding = decoder.weight("model.embed_tokens.weight");
      weights.put("lm_head.weight", embedding);
      save(tied, weights);
      try (Decoder loaded = load()) {
        assertThat(logits(loaded)).containsExactly(logits(decoder));
      }
      weights.put("lm_head.weight", embedding.mul(2));
      save(tied, weights);
      assertThatExceptionOfType(WeightsException.class)
          .isThrownBy(this::load)
          .withMessageContaining("unexpected are [lm_head.weight]");
    }
  }

  @Test
  void shouldGiveTheSameLogitsWhenOnlySomeTokensAreAskedFor() {
    try (Decoder decoder = SmallModels.decoder(SmallModels.config(), 1);
        NDManager scratch = decoder.manager().newSubManager()) {
      NDArray hidden =
          decoder
              .forward(scratch, new ForwardRequest(BATCH, Positions.last(BATCH), List.of(2), false))
              .at(2);
      NDArray all = decoder.head().logits(hidden);
      NDArray some = decoder.head().logits(hidden, Tensors.longs(scratch, 7, 95));
      NDArray gathered =
          decoder
              .head()
              .gatheredLogits(hidden, Tensors.longs(scratch, 7, 95, 1, 2).reshape(new Shape(2, 2)));
      assertClose(some.toFloatArray(), pick(all, 0, 7, 0, 95, 1, 7, 1, 95), 1e-6);
      assertClose(gathered.toFloatArray(), pick(all, 0, 7, 0, 95, 1, 1, 1, 2), 1e-6);
    }
  }

  @Test
  void shouldRefuseWhenRequestsAreOutsideTheModel() {
    try (Decoder decoder = SmallModels.decoder(SmallModels.config(), 1);
        NDManager scratch = decoder.manager().newSubManager()) {
      assertRefused(decoder, scratch, BATCH, new Positions(new int[] {1}, new int[] {2}), 1);
      assertRefused(decoder, scratch, BATCH, Positions.last(BATCH), 4);
      assertRefused(decoder, scratch, BATCH, Positions.last(BATCH), 0);
      TokenBatch unknown = new TokenBatch(List.of(new int[] {96}));
      assertRefused(decoder, scratch, unknown, Positions.last(unknown), 1);
      TokenBatch tooLong = new TokenBatch(List.of(new int[129]));
      assertRefused(decoder, scratch, tooLong, Positions.last(tooLong), 1);
    }
  }

  private static void assertRefused(
      Decoder decoder, NDManager scratch, TokenBatch batch, Positions positions, int depth) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                decoder.forward(
                    scratch, new ForwardRequest(batch, positions, List.of(depth), false)));
  }

  private static float[] pick(NDArray logits, int... rowsAndTokens) {
    float[] flat = logits.toFloatArray();
    float[] picked = new float[rowsAndTokens.length / 2];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = flat[rowsAndTokens[2 * i] * 96 + rowsAndTokens[2 * i + 1]];
    }
    return picked;
  }

  private static void assertClose(float[] actual, float[] expected, double tolerance) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow(actual[i] - expected[i], 2);
      norm += Math.pow(expected[i], 2);
    }
    assertThat(Math.sqrt(difference / norm)).isCloseTo(0, within(tolerance));
  }

  private static float[] logits(Decoder decoder) {
    int depth = decoder.config().layers();
    try (NDManager scratch = decoder.manager().newSubManager()) {
      ForwardRequest request =
          new ForwardRequest(BATCH, Positions.all(BATCH), List.of(depth), false);
      return decoder.head().logits(decoder.forward(scratch, request).at(depth)).toFloatArray();
    }
  }

  private static DecoderConfig tied(DecoderConfig config) {
    return new DecoderConfig(
        config.modelType(),
        config.vocabularySize(),
        config.hiddenSize(),
        config.intermediateSize(),
        config.layers(),
        config.attention(),
        config.rope(),
        config.normEpsilon(),
        config.feedForwardBias(),
        true,
        config.maximumPositions(),
        config.initializerRange(),
        config.tokens());
  }

  private Decoder load() {
    return Decoder.load(directory, DecoderOptions.cpu());
  }

  private void save(DecoderConfig config, Map<String, NDArray> weights) {
    config.write(directory);
    SafetensorsWriter.write(directory.resolve(WeightDirectory.SINGLE), contents(weights));
  }

  private static List<TensorContent> contents(Map<String, NDArray> weights) {
    List<TensorContent> contents = new ArrayList<>();
    weights.forEach((name, weight) -> contents.add(Tensors.content(name, weight)));
    return contents;
  }
}
