package dev.millrace.model.weights;

import java.nio.file.Files;
import java.nio.file.Path;

/** The weights of a model directory in Hugging Face layout. */
public final class WeightDirectory {

  /** Name of the only weight file of an unsharded model. */
  public static final String SINGLE = "model.safetensors";

  /** Name of the index of a sharded model. */
  public static final String INDEX = "model.safetensors.index.json";

  private WeightDirectory() {}

  /**
   * @param directory holds {@value #SINGLE}, or {@value #INDEX} and its shards
   * @throws WeightsException if neither is there, both are, or one is damaged
   */
  public static WeightSource open(Path directory) {
    boolean single = Files.exists(directory.resolve(SINGLE));
    boolean sharded = Files.exists(directory.resolve(INDEX));
    if (single == sharded) {
      throw new WeightsException(
          "%s: found %s; a model has either %s, or %s with its shards (other formats are not read)"
              .formatted(directory, single ? "both" : "neither", SINGLE, INDEX));
    }
    return single
        ? SafetensorsFile.open(directory.resolve(SINGLE))
        : ShardedWeights.open(directory.resolve(INDEX));
  }
}
