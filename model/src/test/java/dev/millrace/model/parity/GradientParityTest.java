package dev.millrace.model.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderOptions;
import dev.millrace.model.llm.ForwardRequest;
import dev.millrace.model.llm.Positions;
import dev.millrace.model.llm.TensorEngine;
import dev.millrace.model.llm.Tensors;
import dev.millrace.model.llm.TokenBatch;
import dev.millrace.model.optimizer.AdamW;
import dev.millrace.model.optimizer.AdamWOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GradientParityTest {

  private static final double TOLERANCE = 1e-4;

  static List<ParityFixture> fixtures() {
    return ParityFixture.all();
  }

  @BeforeAll
  static void requireFixtures() {
    assumeThat(fixtures()).as("parity fixtures in one of %s", ParityFixture.places()).isNotEmpty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("fixtures")
  void shouldAgreeOnGradients(ParityFixture fixture) {
    JsonNode expected = fixture.expected().get("gradient");
    try (Decoder decoder = Decoder.load(fixture.directory(), DecoderOptions.cpu())) {
      decoder.weights().values().forEach(weight -> weight.setRequiresGradient(true));
      float loss = backward(decoder, fixture);

      assertThat((double) loss).isCloseTo(expected.get("loss").doubleValue(), within(1e-5));
      for (Map.Entry<String, JsonNode> entry : expected.get("weights").properties()) {
        float[] gradient = Tensors.gradient(decoder.weight(entry.getKey())).toFloatArray();
        double error = RelativeError.of(gradient, ParityFixture.floats(entry.getValue()));
        assertThat(error).as(entry.getKey()).isLessThan(TOLERANCE);
      }
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("fixtures")
  void shouldAgreeOnLossesAndWeightWhenTrained(ParityFixture fixture) {
    JsonNode expected = fixture.expected().get("adamw");
    AdamWOptions options =
        new AdamWOptions(
            expected.get("betas").get(0).doubleValue(),
            expected.get("betas").get(1).doubleValue(),
            expected.get("eps").doubleValue(),
            expected.get("weight_decay_on_all").doubleValue(),
            parameter -> true);
    try (Decoder decoder = Decoder.load(fixture.directory(), DecoderOptions.cpu());
        AdamW optimizer = new AdamW(decoder.manager(), decoder.weights(), options)) {
      for (JsonNode loss : expected.get("losses")) {
        double actual = backward(decoder, fixture);
        assertThat(actual).isCloseTo(loss.doubleValue(), within(TOLERANCE * loss.doubleValue()));
        optimizer.step(expected.get("lr").doubleValue(), 1);
      }
      float[] weight = decoder.weight(expected.get("weight").asText()).toFloatArray();
      double error = RelativeError.of(weight, ParityFixture.floats(expected.get("after")));
      assertThat(error).isLessThan(TOLERANCE);
    }
  }

  /** Mean over the positions of −log softmax(logits)[target], and its gradients. */
  private static float backward(Decoder decoder, ParityFixture fixture) {
    JsonNode task = fixture.expected().get("gradient");
    int[] offsets = ParityFixture.integers(task.get("positions"));
    int[] targets = ParityFixture.integers(task.get("targets"));
    TokenBatch batch = new TokenBatch(List.of(fixture.rows().get(task.get("row").intValue())));
    int depth = decoder.config().layers();
    Engine engine = TensorEngine.start();
    try (NDManager scratch = decoder.manager().newSubManager();
        GradientCollector collector = engine.newGradientCollector()) {
      Positions positions = new Positions(new int[offsets.length], offsets);
      ForwardRequest request = new ForwardRequest(batch, positions, List.of(depth), true);
      NDArray logits = decoder.head().logits(decoder.forward(scratch, request).at(depth));
      NDArray target =
          Tensors.longs(scratch, Arrays.stream(targets).asLongStream().toArray())
              .reshape(new Shape(targets.length, 1));
      NDArray loss = logits.logSoftmax(1).gather(target, 1).mean().neg();
      collector.backward(loss);
      return loss.getFloat();
    }
  }
}
