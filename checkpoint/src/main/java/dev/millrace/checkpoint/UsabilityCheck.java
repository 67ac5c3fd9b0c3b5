package dev.millrace.checkpoint;

import dev.millrace.model.inspect.ModelInspector;
import dev.millrace.model.inspect.ModelReport;
import dev.millrace.model.weights.SafetensorsFile;
import dev.millrace.model.weights.WeightsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks whether the files of a checkpoint can be used: whole bytes may still be the wrong ones, if
 * whoever wrote them was wrong.
 */
public final class UsabilityCheck {

  private static final String SAFETENSORS = ".safetensors";

  private UsabilityCheck() {}

  /**
   * Opens the weights, the configuration, the tokenizer and the optimiser's state.
   *
   * @param checkpoint whose files are as they were written
   * @return what cannot be used; empty when all can
   */
  public static List<Fault> of(Checkpoint checkpoint) {
    List<Fault> faults = new ArrayList<>();
    String folder = checkpoint.record().setup().kind().folder();
    if (Files.isDirectory(checkpoint.weights())) {
      ModelReport report = ModelInspector.inspect(checkpoint.weights(), null, (done, total) -> {});
      report.problems().stream()
          .map(problem -> new Fault.Unusable(folder, problem.check() + ": " + problem.text()))
          .forEach(faults::add);
    } else {
      faults.add(
          new Fault.Unusable(folder, "missing, although the manifest says that it is there"));
    }
    checkpoint.record().files().stream()
        .map(CheckpointFile::path)
        .filter(path -> path.endsWith(SAFETENSORS) && !path.startsWith(folder + "/"))
        .forEach(path -> checkOpens(checkpoint.directory(), path, faults));
    return faults;
  }

  private static void checkOpens(Path directory, String path, List<Fault> faults) {
    try {
      SafetensorsFile.open(directory.resolve(path)).close();
    } catch (WeightsException e) {
      faults.add(new Fault.Unusable(path, String.valueOf(e.getMessage())));
    }
  }
}
