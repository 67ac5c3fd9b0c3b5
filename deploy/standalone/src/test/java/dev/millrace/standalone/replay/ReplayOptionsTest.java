package dev.millrace.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.standalone.data.DataFiles;
import dev.millrace.standalone.data.synthetic.SyntheticSettings;
import dev.millrace.standalone.data.synthetic.SyntheticStream;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

class ReplayOptionsTest {

  @Test
  void shouldReadTheFilesNamed() {
    assertThat(parse("--items", "a.csv", "--interactions", "b.csv").files())
        .isEqualTo(new DataFiles(Path.of("a.csv"), Path.of("b.csv")));
  }

  @Test
  void shouldGenerateTheDemosStreamOrThatOfAnotherSeed() {
    assertThat(parse("--generated").source().identity())
        .isEqualTo(new SyntheticStream(SyntheticSettings.defaults()).identity());
    assertThat(parse("--generated", "--seed", "7").source().identity()).contains("seed 7");
  }

  @ParameterizedTest
  @CsvSource({
    "--generated --items a.csv, 'Pass --generated or files, not both'",
    "--items a.csv --seed 7, --seed belongs to --generated"
  })
  void shouldRefuseToReplayTwoThings(String options, String message) {
    ReplayOptions parsed = parse(options.split(" ", -1));

    assertThatThrownBy(parsed::source)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void shouldSendEverythingAsFastAsPossibleWhenNothingElseIsAsked() {
    assertThat(parse().settings())
        .isEqualTo(ReplaySettings.all(new Pacing.AsFastAsPossible()))
        .isEqualTo(parse("--as-fast-as-possible").settings());
  }

  @Test
  void shouldReadEveryPacing() {
    assertThat(parse("--rate", "500/s").settings().pacing()).isEqualTo(new Pacing.Rate(500));
    assertThat(parse("--rate", "0.5").settings().pacing()).isEqualTo(new Pacing.Rate(0.5));
    assertThat(parse("--speedup", "3600").settings().pacing()).isEqualTo(new Pacing.Speedup(3600));
    assertThat(parse("--closed-loop").settings().pacing()).isEqualTo(Pacing.ClosedLoop.DEFAULT);
    assertThat(
            parse("--closed-loop", "--concurrency", "7", "--patience", "500ms").settings().pacing())
        .isEqualTo(new Pacing.ClosedLoop(7, Duration.ofMillis(500)));
  }

  @Test
  void shouldReadLimitAndResume() {
    assertThat(parse("--limit", "10", "--resume").settings())
        .isEqualTo(new ReplaySettings(new Pacing.AsFastAsPossible(), 10, true));
  }

  @ParameterizedTest
  @CsvSource({
    "--rate 5 --speedup 2, 'Choose one of --rate, --speedup'",
    "--concurrency 5, --concurrency and --patience belong to --closed-loop",
    "--rate 0, 'rate must be a number above 0, but was 0.0'",
    "--limit 0, 'limit must be at least 1, but was 0'"
  })
  void shouldSayWhatIsWrongWithTheOptions(String options, String message) {
    ReplayOptions parsed = parse(options.split(" ", -1));

    assertThatThrownBy(parsed::settings)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void shouldSayWhatIsWrongWithTheFiles() {
    assertThatThrownBy(() -> parse().files()).hasMessageContaining("Nothing to replay");
    assertThatThrownBy(() -> parse("--data", "d", "--items", "i").files())
        .hasMessageContaining("not both");
  }

  @Test
  void shouldSayHowRatesAndTimesAreWritten() {
    assertThatThrownBy(() -> parse("--rate", "fast"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("write 500 or 500/s");
    assertThatThrownBy(() -> parse("--closed-loop", "--patience", "long"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("write 500ms, 2s or 1m");
  }

  private static ReplayOptions parse(String... arguments) {
    ReplayOptions options = new ReplayOptions();
    CommandSpec spec =
        CommandSpec.create().addMixin("replay", CommandSpec.forAnnotatedObject(options));
    new CommandLine(spec).parseArgs(arguments);
    return options;
  }
}
