package dev.millrace.standalone.config;

import dev.millrace.checkpoint.store.StoreSettings;
import dev.millrace.serving.ServingSettings;
import dev.millrace.standalone.telemetry.TelemetrySettings;
import dev.millrace.streams.StreamsSettings;
import dev.millrace.trainer.settings.TrainerSettings;
import java.nio.file.Path;
import java.util.Map;

/**
 * Everything that can be configured, the root of the file.
 *
 * @param dataDir folder of the embedded servers and of local state
 * @param kafka properties of every Kafka client, passed through untouched
 * @param registry properties of the registry's client, passed through untouched
 * @param topics names and shape of the topics
 * @param streams what {@code millrace streams} does
 * @param trainer how models learn
 * @param serving what {@code millrace serving} does
 * @param checkpoints where the checkpoints of language models are kept
 * @param telemetry where traces are sent
 */
public record MillraceConfig(
    Path dataDir,
    Map<String, String> kafka,
    Map<String, String> registry,
    TopicsConfig topics,
    StreamsSettings streams,
    TrainerSettings trainer,
    ServingSettings serving,
    StoreSettings checkpoints,
    TelemetrySettings telemetry) {

  public MillraceConfig {
    kafka = Map.copyOf(kafka);
    registry = Map.copyOf(registry);
  }
}
