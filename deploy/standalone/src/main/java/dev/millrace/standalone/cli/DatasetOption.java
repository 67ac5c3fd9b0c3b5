package dev.millrace.standalone.cli;

import dev.millrace.standalone.evaluate.Dataset;
import dev.millrace.standalone.evaluate.DatasetReader;
import dev.millrace.standalone.evaluate.HitRule;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The data set that a command learns from. */
final class DatasetOption {

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "DIR",
      description = "Folder with items.csv, train.csv, valid.csv and test.csv.")
  private Path folder = Path.of("");

  Path folder() {
    return folder;
  }

  /**
   * Reads it.
   *
   * @param rule what counts as a hit
   * @param split valid or test: what is judged
   * @param err gets a line for each row that cannot be used
   * @throws UsageException if it cannot be read
   */
  Dataset read(HitRule rule, String split, PrintWriter err) {
    DatasetReader reader =
        new DatasetReader(folder, rule, text -> err.println("millrace: " + text));
    return UsageException.unlessAccepted(() -> reader.read(split));
  }
}
