package dev.millrace.trainer.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDArray;
import dev.millrace.model.catalogue.CatalogueTrie;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.decoding.CatalogueDecoder;
import dev.millrace.model.decoding.DecodingOptions;
import dev.millrace.model.decoding.ScoringRequest;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderOptions;
import dev.millrace.model.llm.NoGradient;
import dev.millrace.model.llm.Precision;
import dev.millrace.model.llm.Tensors;
import dev.millrace.model.lora.LoraAdapter;
import dev.millrace.model.lora.LoraConfig;
import dev.millrace.model.lora.LoraTargets;
import dev.millrace.model.optimizer.AdamWOptions;
import dev.millrace.model.prompt.PromptLimits;
import dev.millrace.trainer.example.LearningExample;
import dev.millrace.trainer.example.RowPacker;
import dev.millrace.trainer.example.TrainingRow;
import dev.millrace.trainer.objective.ObjectiveConfig;
import dev.millrace.trainer.objective.SelfHardNegatives;
import dev.millrace.trainer.testsupport.SmallShop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LearnerTest {

  private static final PromptLimits LIMITS = new PromptLimits(20, 512);

  private SmallShop shop;
  private LearningContext context;

  @BeforeAll
  void open(@TempDir Path directory) {
    shop = new SmallShop(directory);
    context = new LearningContext(shop.catalogue().trie(), this::rewards);
  }

  /** Items are equally likely whatever came before, so a child's reward is its share of leaves. */
  private float[][] rewards(LearningExample example) {
    CatalogueTrie trie = shop.catalogue().trie();
    double[] sums = new double[trie.nodes()];
    trie.sumUnderNodes(item -> 1 + item % 3, sums);
    List<float[]> rows = new ArrayList<>();
    int node = CatalogueTrie.ROOT;
    for (int token : shop.catalogue().tokensOf(example.target()).toArray()) {
      int first = trie.firstChild(node);
      float[] row = new float[trie.childCount(node)];
      for (int child = 0; child < row.length; child++) {
        row[child] = (float) (sums[first + child] / sums[node]);
      }
      if (row.length > 1) {
        rows.add(row);
      }
      node = trie.child(node, token);
    }
    return rows.toArray(float[][]::new);
  }

  @AfterAll
  void close() {
    shop.close();
  }

  private static LearnerOptions options(String objective, int partTokens) {
    return new LearnerOptions(
        ObjectiveConfig.named(objective),
        LearningRate.constant(1e-3, 0),
        AdamWOptions.withDecay(0.01),
        1,
        partTokens,
        0,
        11);
  }

  /** With gradient checkpointing. */
  private static LearnerOptions segmented(LearnerOptions whole, int layers) {
    return new LearnerOptions(
        whole.objective(),
        whole.learningRate(),
        whole.adam(),
        whole.clip(),
        whole.partTokens(),
        layers,
        whole.seed());
  }

  /** All examples of a user in one row. */
  private List<TrainingRow> shared(List<LearningExample> examples) {
    return shop.packer(LIMITS).pack(examples);
  }

  /** Each example in a row of its own. */
  private List<TrainingRow> separate(List<LearningExample> examples) {
    RowPacker packer = shop.packer(LIMITS);
    List<TrainingRow> rows = new ArrayList<>();
    examples.forEach(example -> rows.addAll(packer.pack(List.of(example))));
    return rows;
  }

  private record Learned(StepLosses losses, Map<String, float[]> weights) {}

  private Learned learn(String objective, int partTokens, List<List<TrainingRow>> steps) {
    try (Decoder decoder = shop.decoder();
        Learner learner =
            new Learner(new TrainableModel.Full(decoder), options(objective, partTokens))) {
      StepLosses losses = learner.score(steps.get(0), context);
      steps.forEach(rows -> learner.learn(rows, context));
      return new Learned(losses, weights(decoder));
    }
  }

  private static Map<String, float[]> weights(Decoder decoder) {
    Map<String, float[]> weights = new TreeMap<>();
    decoder.weights().forEach((name, weight) -> weights.put(name, weight.toFloatArray()));
    return weights;
  }

  private static void assertClose(Map<String, float[]> found, Map<String, float[]> expected) {
    expected.forEach(
        (name, values) -> {
          float[] other = Objects.requireNonNull(found.get(name), name);
          for (int i = 0; i < values.length; i++) {
            assertThat(other[i]).as(name).isCloseTo(values[i], within(2e-5f));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"lml", "msl", "ilrec"})
  void shouldLearnTheSameFromSharedRowsAsFromSeparateExamples(String objective) {
    List<LearningExample> examples = SmallShop.people(6, 1);

    Learned shared = learn(objective, 8_192, List.of(shared(examples)));
    Learned separate = learn(objective, 8_192, List.of(separate(examples)));

    assertThat(shared.losses().counted()).isEqualTo(separate.losses().counted());
    assertThat(shared.losses().total()).isCloseTo(separate.losses().total(), within(1e-5));
    assertThat(shared.losses().terms().base())
        .isCloseTo(separate.losses().terms().base(), within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lml", "msl", "ilrec"})
  void shouldHaveTheSameGradientsFromSharedRowsAndFromParts(String objective) {
    List<LearningExample> examples = SmallShop.people(6, 1);

    Map<String, float[]> whole = gradients(objective, 8_192, shared(examples));

    assertClose(gradients(objective, 8_192, separate(examples)), whole);
    assertClose(gradients(objective, 40, shared(examples)), whole);
  }

  /** Plain gradients, read from the step that plain gradient descent would make. */
  private Map<String, float[]> gradients(String objective, int partTokens, List<TrainingRow> rows) {
    return gradients(options(objective, partTokens), rows);
  }

  private Map<String, float[]> gradients(LearnerOptions options, List<TrainingRow> rows) {
    Map<String, float[]> gradients = new TreeMap<>();
    try (Decoder decoder = shop.decoder();
        Learner learner = new Learner(new TrainableModel.Full(decoder), options)) {
      learner.accumulate(rows, context);
      decoder
          .weights()
          .forEach(
              (name, weight) -> {
                try (NoGradient none = new NoGradient();
                    NDArray gradient = Tensors.gradient(weight)) {
                  none.suppressNotUsedWarning();
                  gradients.put(name, gradient.toFloatArray());
                }
              });
    }
    return gradients;
  }

  @ParameterizedTest
  @CsvSource({"msl,1", "msl,2", "msl,3", "ilrec,1", "ilrec,2"})
  void shouldHaveTheSameGradientsWhenLayersAreComputedAgain(String objective, int layers) {
    List<TrainingRow> rows = shared(SmallShop.people(4, 1));
    LearnerOptions whole = options(objective, 8_192);

    assertClose(gradients(segmented(whole, layers), rows), gradients(whole, rows));
  }

  @Test
  void shouldDropTheSameWhenLayersAreComputedAgain() {
    List<TrainingRow> rows = shared(SmallShop.people(3, 3));
    DecoderOptions dropping = DecoderOptions.defaults().withDropout(0.3);
    try (Decoder decoder = Decoder.load(shop.directory(), dropping);
        Learner learner =
            new Learner(new TrainableModel.Full(decoder), segmented(options("msl", 8_192), 1))) {
      NDArray weight = decoder.weight("model.layers.0.input_layernorm.weight");
      float step = 0.05f;
      double above = lossAfter(learner, rows, weight, step);
      double below = lossAfter(learner, rows, weight, -2 * step);
      lossAfter(learner, rows, weight, step);
      learner.optimizer().clearGradients();
      learner.accumulate(rows, context);

      double slope = (above - below) / (2 * step);
      assertThat((double) sumOfGradient(weight)).isCloseTo(slope, withinPercentage(2));
    }
  }

  private double lossAfter(Learner learner, List<TrainingRow> rows, NDArray weight, float added) {
    try (NoGradient none = new NoGradient()) {
      none.suppressNotUsedWarning();
      weight.addi(added);
    }
    return learner.accumulate(rows, context).losses().total();
  }

  private static float sumOfGradient(NDArray weight) {
    try (NoGradient none = new NoGradient();
        NDArray gradient = Tensors.gradient(weight);
        NDArray sum = gradient.sum()) {
      none.suppressNotUsedWarning();
      return sum.getFloat();
    }
  }

  @Test
  void shouldTakeStepsInBfloat16ThatRoundingWouldLose() {
    List<TrainingRow> rows = shared(SmallShop.people(3, 3));
    DecoderOptions half = DecoderOptions.cpu().with(Precision.BFLOAT16);
    LearnerOptions small =
        new LearnerOptions(
            ObjectiveConfig.msl(),
            LearningRate.constant(1e-4, 0),
            AdamWOptions.withDecay(0),
            1,
            8_192,
            0,
            1);
    try (Decoder decoder = Decoder.load(shop.directory(), half);
        Learner learner = new Learner(new TrainableModel.Full(decoder), small)) {
      double before = learner.score(rows, context).total();
      NDArray norm = decoder.weight("model.norm.weight");
      float[] weights = values(decoder, norm);
      learner.learn(rows, context);
      assertThat(values(decoder, norm)).isEqualTo(weights);
      int arrays = decoder.manager().getManagedArrays().size();
      for (int step = 0; step < 60; step++) {
        learner.learn(rows, context);
      }

      assertThat(values(decoder, norm)).isNotEqualTo(weights);
      assertThat(learner.score(rows, context).total()).isLessThan(before);
      assertThat(decoder.manager().getManagedArrays()).hasSize(arrays);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void shouldComeBackToASnapshotInAnyPrecision(Precision precision) {
    List<TrainingRow> rows = shared(SmallShop.people(3, 3));
    DecoderOptions decoderOptions = DecoderOptions.cpu().with(precision);
    try (Decoder decoder = Decoder.load(shop.directory(), decoderOptions);
        Learner learner = new Learner(new TrainableModel.Full(decoder), options("msl", 8_192));
        ParameterSnapshot snapshot = new ParameterSnapshot(learner.model())) {
      StepLosses before = learner.score(rows, context);
      learner.learn(rows, context);
      assertThat(learner.score(rows, context)).isNotEqualTo(before);
      snapshot.restore();
      assertThat(learner.score(rows, context)).isEqualTo(before);
      learner.learn(rows, context);
      StepLosses later = learner.score(rows, context);
      snapshot.take();
      learner.learn(rows, context);
      snapshot.restore();

      assertThat(learner.score(rows, context)).isEqualTo(later);
    }
  }

  private static float[] values(Decoder decoder, NDArray narrow) {
    try (NoGradient none = new NoGradient();
        NDArray wide = decoder.cast().widen(narrow)) {
      none.suppressNotUsedWarning();
      return wide.toFloatArray();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"msl", "ilrec"})
  void shouldKeepGradientsOfTheRowsThatTookPartOnly(String objective) {
    try (Decoder decoder = shop.decoder();
        Learner learner =
            new Learner(new TrainableModel.Full(decoder), options(objective, 8_192))) {
      NDArray embedding = decoder.weight("model.embed_tokens.weight");
      for (int step = 0; step < 2; step++) {
        learner.accumulate(shared(SmallShop.people(2, 1)), context);
        try (NDArray gradient = embedding.getGradient()) {
          assertThat(gradient.isSparse()).isTrue();
        }
        learner.optimizer().step(1e-3, 1);
      }
    }
  }

  @Test
  void shouldKeepNoArraysWhenLayersAreComputedAgain() {
    List<TrainingRow> rows = shared(SmallShop.people(3, 3));
    try (Decoder decoder = shop.decoder();
        Learner learner =
            new Learner(new TrainableModel.Full(decoder), segmented(options("msl", 8_192), 1))) {
      double before = learner.score(rows, context).total();
      learner.learn(rows, context);
      int arrays = decoder.manager().getManagedArrays().size();
      for (int step = 0; step < 20; step++) {
        learner.learn(rows, context);
      }

      assertThat(decoder.manager().getManagedArrays()).hasSize(arrays);
      assertThat(learner.score(rows, context).total()).isLessThan(before);
    }
  }

  @Test
  void shouldScoreWithTheDistributionThatDecodingUses() {
    List<LearningExample> examples = SmallShop.people(5, 2);
    try (Decoder decoder = shop.decoder();
        Learner learner = new Learner(new TrainableModel.Full(decoder), options("msl", 8_192));
        CatalogueDecoder exact =
            new CatalogueDecoder(decoder, shop.catalogue(), DecodingOptions.ofWidth(5))) {
      StepLosses losses = learner.score(shared(examples), context);

      double logProbability = 0;
      try (NoGradient none = new NoGradient()) {
        none.suppressNotUsedWarning();
        for (LearningExample example : examples) {
          ScoringRequest request =
              new ScoringRequest(
                  shop.prompts(LIMITS).render(shop.catalogue(), example.history()).tokens(),
                  ItemIds.of(example.target()));
          logProbability += exact.score(List.of(request)).get(0)[0];
        }
      }
      assertThat(losses.total() * losses.counted().all()).isCloseTo(-logProbability, within(1e-3));
    }
  }

  @Test
  void shouldGetBetterWithoutKeepingArrays() {
    List<TrainingRow> rows = shared(SmallShop.people(3, 3));
    try (Decoder decoder = shop.decoder();
        Learner learner = new Learner(new TrainableModel.Full(decoder), options("ilrec", 128))) {
      double before = learner.score(rows, context).terms().base();
      learner.learn(rows, context);
      int arrays = decoder.manager().getManagedArrays().size();
      for (int step = 0; step < 100; step++) {
        learner.learn(rows, context);
      }

      assertThat(decoder.manager().getManagedArrays()).hasSize(arrays);
      assertThat(learner.score(rows, context).terms().base()).isLessThan(before / 2);
      assertThat(learner.state().step()).isEqualTo(101);
    }
  }

  @Test
  void shouldRewardTokensOfTheWholeVocabularyWhenTheBaseIsLml() {
    SelfHardNegatives terms = SelfHardNegatives.defaults();
    List<TrainingRow> rows = shared(SmallShop.people(3, 3));
    LearnerOptions options =
        new LearnerOptions(
            ObjectiveConfig.lml().with(terms),
            LearningRate.constant(1e-3, 0),
            AdamWOptions.withDecay(0),
            1,
            8_192,
            0,
            1);
    try (Decoder decoder = shop.decoder();
        Learner learner = new Learner(new TrainableModel.Full(decoder), options)) {
      StepLosses losses = learner.learn(rows, context).losses();

      assertThat(losses.terms().regularisation()).isPositive();
      assertThat(losses.total())
          .isCloseTo(
              losses.terms().preference()
                  + terms.distillation().weight() * losses.terms().distillation()
                  + terms.regularisation().weight() * losses.terms().regularisation(),
              within(1e-4));
    }
  }

  @Test
  void shouldDropOutInTrainingOnlyAndAlikeInTheSameStep() {
    List<TrainingRow> rows = shared(SmallShop.people(3, 3));
    DecoderOptions dropping = DecoderOptions.defaults().withDropout(0.5);
    try (Decoder plain = shop.decoder();
        Decoder dropped = Decoder.load(shop.directory(), dropping);
        Decoder again = Decoder.load(shop.directory(), dropping);
        Learner one = new Learner(new TrainableModel.Full(plain), options("msl", 8_192));
        Learner two = new Learner(new TrainableModel.Full(dropped), options("msl", 8_192));
        Learner three = new Learner(new TrainableModel.Full(again), options("msl", 8_192))) {
      assertThat(two.score(rows, context)).isEqualTo(one.score(rows, context));
      double loss = two.learn(rows, context).losses().total();
      assertThat(loss).isNotEqualTo(one.learn(rows, context).losses().total());
      assertThat(three.learn(rows, context).losses().total()).isEqualTo(loss);
    }
  }

  @Test
  void shouldLearnAnAdapterAndLeaveTheBaseAlone() {
    List<TrainingRow> rows = shared(SmallShop.people(12, 3));
    try (Decoder base = shop.decoder()) {
      Map<String, float[]> untouched = weights(base);
      LoraConfig lora =
          new LoraConfig(4, 8, 0.1, false, new LoraTargets.Names(List.of("q_proj", "down_proj")));
      TrainableModel model = TrainableModel.LowRank.of(base, LoraAdapter.create(lora, base, 5));
      try (Learner learner = new Learner(model, options("msl", 8_192))) {
        double before = learner.score(rows, context).total();
        for (int step = 0; step < 20; step++) {
          learner.learn(rows, context);
        }

        assertThat(learner.score(rows, context).total()).isLessThan(before);
        assertThat(weights(base)).usingRecursiveComparison().isEqualTo(untouched);
      }
    }
  }

  @Test
  void shouldContinueBitForBitFromItsState() {
    List<List<TrainingRow>> steps = new ArrayList<>();
    for (int step = 0; step < 6; step++) {
      steps.add(shared(SmallShop.people(4, step)));
    }
    try (Decoder decoder = shop.decoder()) {
      Map<String, float[]> moments = new TreeMap<>();
      LearnerState state;
      TrainableModel model = new TrainableModel.Full(decoder);
      try (Learner first = new Learner(model, options("msl+ats", 64))) {
        steps.subList(0, 3).forEach(rows -> first.learn(rows, context));
        state = first.state();
        first.optimizer().moments().forEach((n, m) -> moments.put(n, m.toFloatArray()));
      }
      try (Learner second = new Learner(model, options("msl+ats", 64))) {
        Map<String, NDArray> saved = new TreeMap<>();
        second
            .optimizer()
            .moments()
            .forEach(
                (name, moment) ->
                    saved.put(
                        name, decoder.manager().create(moments.get(name), moment.getShape())));
        second.optimizer().restore(saved, state.step());
        second.restore(state);
        steps.subList(3, 6).forEach(rows -> second.learn(rows, context));
        assertThat(state.temperature()).isNotEqualTo(1.5);
      }
      assertThat(weights(decoder))
          .usingRecursiveComparison()
          .isEqualTo(learn("msl+ats", 64, steps).weights());
    }
  }

  @Test
  void shouldSkipStepsThatAreNotFiniteAndStopAtTheThird() {
    List<TrainingRow> rows = shared(SmallShop.sequence("u", 0, 4));
    try (Decoder decoder = shop.decoder();
        Learner learner = new Learner(new TrainableModel.Full(decoder), options("msl", 8_192))) {
      NDArray norm = decoder.weight("model.norm.weight");
      try (NoGradient none = new NoGradient()) {
        none.suppressNotUsedWarning();
        norm.muli(Float.NaN);
      }
      float[] embedding = decoder.weight("model.embed_tokens.weight").toFloatArray();

      assertThat(learner.learn(rows, context).skipped()).isTrue();
      assertThat(learner.learn(rows, context).skipped()).isTrue();
      assertThatThrownBy(() -> learner.learn(rows, context))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("3 times in a row")
          .hasMessageContaining("u1");
      assertThat(decoder.weight("model.embed_tokens.weight").toFloatArray()).isEqualTo(embedding);
      assertThat(learner.state()).isEqualTo(new LearnerState(0, 1, 3, 3));
    }
  }
}
