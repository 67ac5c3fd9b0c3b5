package dev.millrace.standalone.replay;

import dev.millrace.standalone.data.DataFiles;
import dev.millrace.standalone.data.EventSource;
import dev.millrace.standalone.data.FileEventSource;
import dev.millrace.standalone.data.synthetic.SyntheticSettings;
import dev.millrace.standalone.data.synthetic.SyntheticStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code millrace replay}: what is replayed, and how fast. */
public final class ReplayOptions {

  private static final Pattern RATE = Pattern.compile("([0-9.]+)(?:/s)?");
  private static final Pattern PATIENCE = Pattern.compile("(\\d+)(ms|s|m)");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder with items.csv and interactions.csv, or a MovieLens release.")
  private @Nullable Path data;

  @Option(names = "--items", paramLabel = "FILE", description = "Catalogue: CSV or MovieLens.")
  private @Nullable Path items;

  @Option(
      names = "--interactions",
      paramLabel = "FILE",
      description = "Interactions: CSV or MovieLens.")
  private @Nullable Path interactions;

  @Option(
      names = "--generated",
      description =
          "Generate a click stream instead, the demo's; it has no end without --limit or Ctrl-C.")
  private boolean generated;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "With --generated: seed of the click stream (42).")
  private @Nullable Long seed;

  @Option(
      names = "--rate",
      paramLabel = "N/s",
      converter = RateConverter.class,
      description = "Send N interactions a second.")
  private @Nullable Double rate;

  @Option(
      names = "--speedup",
      paramLabel = "X",
      description = "Send as they happened, X times faster.")
  private @Nullable Double speedup;

  @Option(names = "--as-fast-as-possible", description = "Send without a pause; the default.")
  private boolean asFastAsPossible;

  @Option(
      names = "--closed-loop",
      description = "Let each user act again only when the list for the last action can be read.")
  private boolean closedLoop;

  @Option(
      names = "--concurrency",
      paramLabel = "USERS",
      description = "With --closed-loop: users who wait at once (200).")
  private @Nullable Integer concurrency;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      converter = PatienceConverter.class,
      description = "With --closed-loop: longest wait for a list, as 500ms or 2s (2s).")
  private @Nullable Duration patience;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Send at most N interactions in this run.")
  private @Nullable Long limit;

  @Option(
      names = "--resume",
      description = "Leave out what earlier runs have sent to this cluster.")
  private boolean resume;

  /**
   * What to replay.
   *
   * @throws IllegalArgumentException if it is named twice or not at all
   * @throws dev.millrace.standalone.data.UnreadableDataException if the folder holds none
   */
  public EventSource source() {
    boolean named = data != null || items != null || interactions != null;
    if (generated && named) {
      throw new IllegalArgumentException("Pass --generated or files, not both");
    }
    if (!generated && seed != null) {
      throw new IllegalArgumentException("--seed belongs to --generated");
    }
    return generated ? new SyntheticStream(synthetic()) : new FileEventSource(files());
  }

  private SyntheticSettings synthetic() {
    SyntheticSettings defaults = SyntheticSettings.defaults();
    return seed == null
        ? defaults
        : new SyntheticSettings(seed, defaults.users(), defaults.items(), defaults.start());
  }

  /** The files to read. */
  DataFiles files() {
    boolean named = items != null || interactions != null;
    if (data != null && named) {
      throw new IllegalArgumentException("Pass --data, or --items and --interactions, not both");
    }
    if (data == null && !named) {
      throw new IllegalArgumentException(
          "Nothing to replay: pass --data DIR, --items FILE and --interactions FILE, or"
              + " --generated");
    }
    return data == null ? new DataFiles(items, interactions) : DataFiles.in(data);
  }

  /**
   * How to replay them.
   *
   * @throws IllegalArgumentException if options exclude each other or are out of range
   */
  public ReplaySettings settings() {
    return new ReplaySettings(pacing(), limit == null ? ReplaySettings.NO_LIMIT : limit, resume);
  }

  private Pacing pacing() {
    requireOnePacing();
    if (rate != null) {
      return new Pacing.Rate(rate);
    }
    if (speedup != null) {
      return new Pacing.Speedup(speedup);
    }
    return closedLoop ? closedLoop() : new Pacing.AsFastAsPossible();
  }

  private void requireOnePacing() {
    List<String> chosen = new ArrayList<>();
    addIf(rate != null, "--rate", chosen);
    addIf(speedup != null, "--speedup", chosen);
    addIf(asFastAsPossible, "--as-fast-as-possible", chosen);
    addIf(closedLoop, "--closed-loop", chosen);
    if (chosen.size() > 1) {
      throw new IllegalArgumentException("Choose one of " + String.join(", ", chosen));
    }
    if (!closedLoop && (concurrency != null || patience != null)) {
      throw new IllegalArgumentException("--concurrency and --patience belong to --closed-loop");
    }
  }

  private static void addIf(boolean given, String option, List<String> chosen) {
    if (given) {
      chosen.add(option);
    }
  }

  private Pacing closedLoop() {
    Pacing.ClosedLoop defaults = Pacing.ClosedLoop.DEFAULT;
    return new Pacing.ClosedLoop(
        concurrency == null ? defaults.concurrency() : concurrency,
        patience == null ? defaults.patience() : patience);
  }

  static final class RateConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      Matcher matcher = RATE.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("'" + text + "' is no rate; write 500 or 500/s");
      }
      return Double.valueOf(matcher.group(1));
    }
  }

  static final class PatienceConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Matcher matcher = PATIENCE.matcher(text.toLowerCase(Locale.ROOT));
      if (!matcher.matches()) {
        throw new TypeConversionException("'" + text + "' is no time; write 500ms, 2s or 1m");
      }
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        default -> Duration.ofMinutes(amount);
      };
    }
  }
}
