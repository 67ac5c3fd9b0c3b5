package dev.millrace.standalone.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.standalone.data.UnreadableDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finished runs in a file, a line of JSON each, so that a long table can be made in several
 * sittings, or by several processes with a file each.
 */
public final class RunFile implements FinishedRuns {

  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final String settings;
  private final List<Line> lines = new ArrayList<>();

  /**
   * @param settings what the runs come from
   */
  private record Line(String settings, FinishedRun run) {}

  /**
   * @param file is made with the first run
   * @param settings all that makes a run what it is beside model and seed; runs of others are kept
   *     and not found
   * @throws UnreadableDataException if a line of the file is no run
   */
  public RunFile(Path file, String settings) {
    this.file = file;
    this.settings = settings;
    if (Files.exists(file)) {
      read();
    }
  }

  private void read() {
    try {
      for (String line : Files.readAllLines(file)) {
        lines.add(JSON.readValue(line, Line.class));
      }
    } catch (JsonProcessingException e) {
      throw new UnreadableDataException(
          "--runs %s, line %d is no finished run: %s"
              .formatted(file, lines.size() + 1, e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UnreadableDataException("--runs %s cannot be read: %s".formatted(file, e));
    }
  }

  @Override
  public Optional<FinishedRun> find(String model, long seed) {
    return lines.stream()
        .filter(line -> line.settings().equals(settings))
        .map(Line::run)
        .filter(run -> run.model().equals(model) && run.alone().seed() == seed)
        .findFirst();
  }

  @Override
  public void add(FinishedRun run) {
    Line line = new Line(settings, run);
    lines.add(line);
    try {
      Files.writeString(
          file,
          JSON.writeValueAsString(line) + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("A finished run cannot be written to " + file, e);
    }
  }
}
