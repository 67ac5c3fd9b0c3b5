package dev.millrace.model.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDManager;
import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderOptions;
import dev.millrace.model.llm.ForwardRequest;
import dev.millrace.model.llm.Positions;
import dev.millrace.model.llm.TokenBatch;
import dev.millrace.model.lora.LoraAdapter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoraParityTest {

  private static final double TOLERANCE = 2e-5;

  static List<ParityFixture> fixtures() {
    return ParityFixture.all();
  }

  @BeforeAll
  static void requireFixtures() {
    assumeThat(fixtures())
        .as("parity fixtures in one of %s", ParityFixture.places())
        .isNotEmpty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("fixtures")
  void shouldAgreeWhenAdapterIsBesideTheWeights(ParityFixture fixture) {
    try (Decoder base = Decoder.load(fixture.directory(), DecoderOptions.cpu());
        LoraAdapter adapter = LoraAdapter.read(fixture.adapter(), base);
        Decoder adapted = base.with(adapter)) {
      assertLogits(adapted, fixture);
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("fixtures")
  void shouldAgreeAndLeaveTheBaseAloneWhenMerged(ParityFixture fixture) {
    try (Decoder base = Decoder.load(fixture.directory(), DecoderOptions.cpu());
        LoraAdapter adapter = LoraAdapter.read(fixture.adapter(), base)) {
      Map<String, ByteBuffer> before = bytes(base);
      try (Decoder merged = adapter.merged(base)) {
        float[] weight =
            merged.weights().get("model.layers.0.self_attn.q_proj.weight").toFloatArray();
        float[] expected =
            ParityFixture.floats(fixture.expected().get("merged_q_proj_0"));
        assertThat(RelativeError.of(weight, expected)).isLessThan(TOLERANCE);
        assertLogits(merged, fixture);
      }
      assertThat(bytes(base)).isEqualTo(before);
    }
  }

  private static Map<String, ByteBuffer> bytes(Decoder decoder) {
    Map<String, ByteBuffer> bytes = new TreeMap<>();
    decoder.weights().forEach((name, weight) -> bytes.put(name, weight.toByteBuffer()));
    return bytes;
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("fixtures")
  void shouldWriteTheSameBytesWhenReadBefore(ParityFixture fixture, @TempDir Path directory)
      throws IOException {
    try (Decoder base = Decoder.load(fixture.directory(), DecoderOptions.cpu());
        LoraAdapter adapter = LoraAdapter.read(fixture.adapter(), base)) {
      adapter.write(directory);
      assertThat(directory.resolve(LoraAdapter.FILE))
          .hasSameBinaryContentAs(fixture.adapter().resolve(LoraAdapter.FILE));
      try (LoraAdapter again = LoraAdapter.read(directory, base)) {
        assertThat(again.config()).isEqualTo(adapter.config());
      }
    }
  }

  private static void assertLogits(Decoder decoder, ParityFixture fixture) {
    TokenBatch batch = new TokenBatch(List.of(fixture.rows().get(1)));
    int depth = decoder.config().layers();
    try (NDManager scratch = decoder.manager().newSubManager()) {
      ForwardRequest request =
          new ForwardRequest(batch, Positions.all(batch), List.of(depth), false);
      float[] logits =
          decoder.head().logits(decoder.forward(scratch, request).at(depth)).toFloatArray();
      float[] expected = ParityFixture.floats(fixture.expected().get("lora_logits"));
      assertThat(RelativeError.of(logits, expected)).isLessThan(TOLERANCE);
    }
  }
}
