package dev.millrace.trainer.settings;

import dev.millrace.contract.http.HttpAddress;
import dev.millrace.trainer.progressive.FusionChoice;
import java.time.Duration;
import java.util.Map;

/**
 * How a model learns from a stream.
 *
 * @param prefix begins the consumer group and the transactional id, so that several pipelines can
 *     share a cluster
 * @param instanceId tells this process from the others of its group and stays the same when it
 *     restarts; blank = the host's name
 * @param model what is trained
 * @param microBatch what a step learns from
 * @param reservoir what is learned again
 * @param progressive how the model is judged before it learns
 * @param checkpoint when checkpoints are written, and which are used
 * @param logEvery time between two lines about progress
 * @param http where health and metrics are
 * @param kafka client properties passed through to Kafka; what the guarantees rest on cannot be
 *     overridden
 */
public record OnlineSettings(
    String prefix,
    String instanceId,
    ModelSettings model,
    MicroBatchSettings microBatch,
    ReservoirSettings reservoir,
    ProgressiveSettings progressive,
    CheckpointSettings checkpoint,
    Duration logEvery,
    HttpAddress http,
    Map<String, String> kafka) {

  /** Refuses a blank prefix; copies the map. */
  public OnlineSettings {
    kafka = Map.copyOf(kafka);
    if (prefix.isBlank()) {
      throw new IllegalArgumentException("prefix is not blank, but was '" + prefix + "'");
    }
  }

  /** How the fusion is chosen. */
  public FusionChoice.Rules fusion() {
    return new FusionChoice.Rules(
        progressive.k(), progressive.fusionCases(), checkpoint.minimumCases());
  }

  /** Consumer group and transactional id of a model's trainers. */
  public String groupId() {
    return prefix + "-trainer-" + model.name();
  }
}
