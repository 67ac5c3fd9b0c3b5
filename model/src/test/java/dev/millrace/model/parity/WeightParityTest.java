package dev.millrace.model.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.model.llm.Decoder;
import dev.millrace.model.llm.DecoderConfig;
import dev.millrace.model.llm.DecoderOptions;
import dev.millrace.model.weights.WeightDirectory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WeightParityTest {

  static List<ParityFixture> fixtures() {
    return ParityFixture.all();
  }

  @BeforeAll
  static void requireFixtures() {
    assumeThat(fixtures()).as("parity fixtures in one of %s", ParityFixture.places()).isNotEmpty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("fixtures")
  void shouldWriteTheBytesOfTheReferenceWhenSaved(ParityFixture fixture, @TempDir Path directory) {
    try (Decoder decoder = Decoder.load(fixture.directory(), DecoderOptions.cpu())) {
      decoder.save(directory);
    }
    assertThat(directory.resolve(WeightDirectory.SINGLE))
        .hasSameBinaryContentAs(fixture.directory().resolve(WeightDirectory.SINGLE));
    assertThat(DecoderConfig.read(directory)).isEqualTo(DecoderConfig.read(fixture.directory()));
  }
}
