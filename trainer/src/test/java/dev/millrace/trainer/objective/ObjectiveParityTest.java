package dev.millrace.trainer.objective;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and gradients beside those of the reference implementation. */
class ObjectiveParityTest {

  private static final double TOLERANCE = 2e-6;

  static List<JsonNode> cases() throws IOException {
    Optional<Path> file = places().stream().filter(Files::exists).findFirst();
    return file.isEmpty()
        ? List.of()
        : StreamSupport.stream(new JsonMapper().readTree(file.get().toFile()).spliterator(), false)
            .toList();
  }

  private static List<Path> places() {
    String configured = System.getenv("MILLRACE_PARITY");
    return (configured != null
            ? Stream.of(configured)
            : Stream.of("../shared/parity", "../../shared/parity", "../../../shared/parity"))
        .map(place -> Path.of(place, "objectives.json"))
        .toList();
  }

  @BeforeAll
  static void requireFixtures() throws IOException {
    assumeThat(cases()).as("one of %s", places()).isNotEmpty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("cases")
  void shouldAgreeWithTheReference(JsonNode expected) {
    Sample sample = sample(expected);
    ObjectiveConfig config = config(expected);

    Sample.Result result = sample.evaluate(config, expected.get("tau").asDouble());

    LossTerms terms = result.terms();
    assertThat(terms.base()).isCloseTo(expected.get("msl").asDouble(), within(TOLERANCE));
    assertThat(terms.preference()).isCloseTo(expected.get("cpo").asDouble(), within(TOLERANCE));
    assertThat(terms.distillation()).isCloseTo(expected.get("cpd").asDouble(), within(TOLERANCE));
    assertThat(terms.regularisation()).isCloseTo(expected.get("crr").asDouble(), within(TOLERANCE));
    assertThat(result.total()).isCloseTo(expected.get("total").asDouble(), within(TOLERANCE));
    assertGradients(result.gradients(), expected);
    assertNegatives(sample.negatives(requireNonNull(config.negatives())), expected);
  }

  private static void assertNegatives(boolean[][] negatives, JsonNode expected) {
    for (int position = 0; position < negatives.length; position++) {
      int[] children = integers(expected.get("children").get(counted(expected).get(position)));
      boolean[] own = negatives[position];
      int[] tokens = IntStream.range(0, children.length).filter(v -> own[v]).toArray();
      assertThat(Arrays.stream(tokens).map(v -> children[v]))
          .containsExactly(boxed(expected.get("negatives").get(position)));
    }
  }

  private static Integer[] boxed(JsonNode array) {
    return Arrays.stream(integers(array)).boxed().toArray(Integer[]::new);
  }

  private static void assertGradients(float[][][] gradients, JsonNode expected) {
    for (int layer = 0; layer < gradients.length; layer++) {
      for (int position = 0; position < gradients[layer].length; position++) {
        int row = counted(expected).get(position);
        int[] children = integers(expected.get("children").get(row));
        JsonNode array =
            layer == 0
                ? expected.get("grad_final")
                : expected.get("grad_intermediate").get(layer - 1);
        for (int column = 0; column < children.length; column++) {
          assertThat((double) gradients[layer][position][column])
              .isCloseTo(at(array, row, children[column]), within(TOLERANCE));
        }
      }
    }
  }

  private static ObjectiveConfig config(JsonNode expected) {
    return ObjectiveConfig.msl()
        .with(
            new SelfHardNegatives(
                2,
                expected.get("phi").asDouble(),
                NegativeSource.INTERMEDIATE,
                Term.weighted(expected.get("a").asDouble()),
                Term.weighted(expected.get("b_cpd").asDouble()),
                Term.weighted(expected.get("b_crr").asDouble())));
  }

  private static Sample sample(JsonNode expected) {
    List<Integer> counted = counted(expected);
    int positions = counted.size();
    List<JsonNode> layers = new ArrayList<>(List.of(expected.get("final_logits")));
    expected.get("intermediate_logits").forEach(layers::add);
    float[][][] logits = new float[layers.size()][positions][];
    float[][] rewards = new float[positions][];
    int[] targets = new int[positions];
    boolean[] ends = new boolean[positions];
    int columns = 0;
    for (int position = 0; position < positions; position++) {
      int row = counted.get(position);
      int[] children = integers(expected.get("children").get(row));
      columns = Math.max(columns, children.length);
      targets[position] = indexOf(children, expected.get("target").get(row).asInt());
      ends[position] = expected.get("is_eos").get(row).asBoolean();
      rewards[position] = floats(expected.get("token_rewards").get(row));
      for (int layer = 0; layer < logits.length; layer++) {
        logits[layer][position] = new float[children.length];
        for (int column = 0; column < children.length; column++) {
          logits[layer][position][column] = (float) at(layers.get(layer), row, children[column]);
        }
      }
    }
    return new Sample(logits, targets, ends, rewards, columns);
  }

  private static List<Integer> counted(JsonNode expected) {
    return StreamSupport.stream(expected.get("counted_positions").spliterator(), false)
        .map(JsonNode::asInt)
        .toList();
  }

  private static double at(JsonNode array, int row, int column) {
    return array.get("data").get(row * array.get("shape").get(1).asInt() + column).asDouble();
  }

  private static int indexOf(int[] values, int value) {
    int index = 0;
    while (values[index] != value) {
      index++;
    }
    return index;
  }

  private static int[] integers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).asDouble();
    }
    return values;
  }
}
