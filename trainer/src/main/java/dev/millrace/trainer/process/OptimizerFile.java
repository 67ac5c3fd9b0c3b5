package dev.millrace.trainer.process;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.millrace.checkpoint.CheckpointLayout;
import dev.millrace.model.llm.Cast;
import dev.millrace.model.llm.Tensors;
import dev.millrace.model.llm.WeightLoader;
import dev.millrace.model.optimizer.AdamW;
import dev.millrace.model.weights.SafetensorsFile;
import dev.millrace.model.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The optimiser's moments as a file of a checkpoint. */
final class OptimizerFile {

  private OptimizerFile() {}

  static void write(AdamW optimizer, Path checkpoint) {
    SafetensorsWriter.write(
        checkpoint.resolve(CheckpointLayout.OPTIMIZER),
        optimizer.moments().entrySet().stream()
            .map(moment -> Tensors.content(moment.getKey(), moment.getValue()))
            .toList());
  }

  /**
   * @param scratch holds the moments until they are copied
   */
  static void read(AdamW optimizer, Path checkpoint, NDManager scratch, long steps) {
    Path file = checkpoint.resolve(CheckpointLayout.OPTIMIZER);
    SortedMap<String, List<Long>> shapes = new TreeMap<>();
    optimizer.moments().forEach((name, moment) -> shapes.put(name, shape(moment)));
    try (SafetensorsFile source = SafetensorsFile.open(file);
        NDManager manager = scratch.newSubManager()) {
      optimizer.restore(
          new WeightLoader(file.toString(), source, manager, new Cast.None()).load(shapes), steps);
    }
  }

  private static List<Long> shape(NDArray array) {
    return Arrays.stream(array.getShape().getShape()).boxed().toList();
  }
}
