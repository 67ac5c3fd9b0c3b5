package dev.millrace.standalone.bench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderOptions;
import dev.millrace.model.optimizer.AdamWOptions;
import dev.millrace.trainer.example.TrainingRow;
import dev.millrace.trainer.learning.Learner;
import dev.millrace.trainer.learning.LearnerOptions;
import dev.millrace.trainer.learning.LearningRate;
import dev.millrace.trainer.learning.TrainableModel;
import dev.millrace.trainer.objective.ObjectiveConfig;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The baselines are worth their name only if they compute and learn the same. */
class PlainLearnerTest {

  private static SmallData small;

  @BeforeAll
  static void make(@TempDir Path folder) {
    small = SmallData.in(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {150, 8192})
  void shouldLearnAsFromTheChildrenAloneWhenTheVocabularyIsMasked(int partTokens) {
    requireSame(Variant.DENSE_MSL, options(ObjectiveConfig.msl(), partTokens));
  }

  @ParameterizedTest
  @ValueSource(ints = {150, 8192})
  void shouldLearnAsFromResponsesAloneWhenAllPositionsHaveLogits(int partTokens) {
    requireSame(Variant.PADDED_LML, options(ObjectiveConfig.lml(), partTokens));
  }

  /** The same loss, and the same gradients: the mean moment after a step is a tenth of them. */
  private static void requireSame(Variant variant, LearnerOptions options) {
    List<TrainingRow> rows = small.data().batch(0);
    try (Decoder ours = decoder();
        Decoder theirs = decoder();
        Learner learner = new Learner(new TrainableModel.Full(ours), options);
        PlainLearner plain = new PlainLearner(theirs, loss(variant, theirs), options)) {
      double loss = plain.accumulate(rows);
      plain.optimizer().clearGradients();
      plain.step(rows);

      double expected = learner.learn(rows, small.data().context()).losses().total();

      assertThat(loss).isCloseTo(expected, within(1e-5 * expected));
      requireClose(plain.optimizer().moments(), learner.optimizer().moments());
    }
  }

  private static void requireClose(
      SortedMap<String, NDArray> moments, SortedMap<String, NDArray> expected) {
    assertThat(moments.keySet()).isEqualTo(expected.keySet());
    Iterator<NDArray> other = expected.values().iterator();
    moments.forEach(
        (name, moment) ->
            assertThat(largestDifference(moment.toFloatArray(), other.next().toFloatArray()))
                .as(name)
                .isLessThan(1e-6));
  }

  private static double largestDifference(float[] values, float[] expected) {
    return IntStream.range(0, expected.length)
        .mapToDouble(i -> Math.abs(values[i] - expected[i]))
        .max()
        .orElseThrow();
  }

  private static PlainLoss loss(Variant variant, Decoder decoder) {
    return variant == Variant.DENSE_MSL
        ? new DenseMaskedSoftmax(decoder, small.data().context().trie())
        : new PaddedLanguageModelling(decoder, small.data().context().trie());
  }

  private static Decoder decoder() {
    return Decoder.random(small.config(), DecoderOptions.cpu(), 3);
  }

  private static LearnerOptions options(ObjectiveConfig objective, int partTokens) {
    return new LearnerOptions(
        objective,
        LearningRate.constant(0.002, 0),
        AdamWOptions.withDecay(0.1),
        1,
        partTokens,
        0,
        1);
  }
}
