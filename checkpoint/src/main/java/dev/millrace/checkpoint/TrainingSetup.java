package dev.millrace.checkpoint;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What training was told to do.
 *
 * @param base the model that it began with
 * @param kind what is trained
 * @param objective what is made small, for instance ilrec
 * @param objectiveParameters the objective's parameters, by name
 * @param configuration the effective configuration: every key with its value, by path
 * @param seed of all that is random
 */
public record TrainingSetup(
    BaseModel base,
    CheckpointKind kind,
    String objective,
    SortedMap<String, String> objectiveParameters,
    SortedMap<String, String> configuration,
    long seed) {

  /**
   * Copies the maps.
   *
   * @throws IllegalArgumentException if the objective has no name
   */
  public TrainingSetup {
    if (objective.isBlank()) {
      throw new IllegalArgumentException("An objective needs a name, but it was blank");
    }
    objectiveParameters = copy(objectiveParameters);
    configuration = copy(configuration);
  }

  private static SortedMap<String, String> copy(Map<String, String> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
