package dev.millrace.trainer.process;

import dev.millrace.checkpoint.store.CheckpointStore;
import dev.millrace.contract.Topics;
import dev.millrace.trainer.kafka.Clients;
import dev.millrace.trainer.progressive.CollaborativeParameters;
import dev.millrace.trainer.settings.TrainerSettings;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a trainer works with.
 *
 * @param settings what it does
 * @param topics with their serdes
 * @param clients to Kafka
 * @param store of checkpoints; stays the caller's
 * @param cache folder for copies of checkpoints
 * @param collaborative how the collaborative model is asked
 * @param configuration every key with its value, for the manifests
 */
public record TrainerEnvironment(
    TrainerSettings settings,
    Topics topics,
    Clients clients,
    CheckpointStore store,
    Path cache,
    CollaborativeParameters collaborative,
    SortedMap<String, String> configuration) {

  /** Copies the map. */
  public TrainerEnvironment {
    configuration = Collections.unmodifiableSortedMap(new TreeMap<>(configuration));
  }

  String model() {
    return settings.online().model().name();
  }
}
