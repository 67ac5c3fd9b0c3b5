package dev.millrace.streams;

import dev.millrace.contract.http.HttpAddress;
import dev.millrace.streams.internal.Check;
import dev.millrace.streams.popularity.PopularitySettings;
import dev.millrace.streams.prequential.PrequentialSettings;
import dev.millrace.streams.sequence.SequenceSettings;
import dev.millrace.streams.transition.TransitionSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Everything that can be set about the streams.
 *
 * @param prefix start of every application id, group and internal topic
 * @param stateDir where the stores are kept on disk
 * @param resources threads and memory
 * @param commitIntervals how often each topology commits
 * @param sequences how sequences are kept
 * @param transitions the collaborative model
 * @param popularity decayed counts
 * @param prequential online metrics
 * @param registryTimeout how long a serde waits for a schema registry that is down before the
 *     application stops
 * @param http where health and metrics are
 * @param kafka Kafka's own properties, passed on untouched; {@code bootstrap.servers} is needed
 */
public record StreamsSettings(
    String prefix,
    Path stateDir,
    Resources resources,
    CommitIntervals commitIntervals,
    SequenceSettings sequences,
    TransitionSettings transitions,
    PopularitySettings popularity,
    PrequentialSettings prequential,
    Duration registryTimeout,
    HttpAddress http,
    Map<String, String> kafka) {

  /**
   * @throws IllegalArgumentException if values are out of range or contradict each other
   */
  public StreamsSettings {
    Check.that(!prefix.isBlank(), "prefix", "'" + prefix + "'", "a name that is not blank");
    Check.notNegative("registryTimeout", registryTimeout);
    Check.that(
        transitions.window() <= sequences.maxTracked() / 2,
        "transitions.window",
        transitions.window(),
        "at most half of sequences.maxTracked = " + sequences.maxTracked());
    kafka = Map.copyOf(kafka);
  }

  /**
   * The reference configuration.
   *
   * @param stateDir where the stores are kept on disk
   * @param kafka Kafka's own properties
   */
  public static StreamsSettings defaults(Path stateDir, Map<String, String> kafka) {
    return new StreamsSettings(
        "millrace",
        stateDir,
        Resources.DEFAULTS,
        CommitIntervals.DEFAULTS,
        SequenceSettings.DEFAULTS,
        TransitionSettings.DEFAULTS,
        PopularitySettings.DEFAULTS,
        PrequentialSettings.DEFAULTS,
        Duration.ofMinutes(4),
        new HttpAddress("127.0.0.1", 8082),
        kafka);
  }

  /** The application id of a topology, for instance {@code millrace-sequences}. */
  public String applicationId(TopologyName topology) {
    return prefix + "-" + topology.text();
  }

  /** The same under another prefix. */
  public StreamsSettings withPrefix(String other) {
    return new StreamsSettings(
        other,
        stateDir,
        resources,
        commitIntervals,
        sequences,
        transitions,
        popularity,
        prequential,
        registryTimeout,
        http,
        kafka);
  }

  /** The same with other rules for sequences. */
  public StreamsSettings withSequences(SequenceSettings other) {
    return new StreamsSettings(
        prefix,
        stateDir,
        resources,
        commitIntervals,
        other,
        transitions,
        popularity,
        prequential,
        registryTimeout,
        http,
        kafka);
  }

  /** The same with another model. */
  public StreamsSettings withTransitions(TransitionSettings other) {
    return new StreamsSettings(
        prefix,
        stateDir,
        resources,
        commitIntervals,
        sequences,
        other,
        popularity,
        prequential,
        registryTimeout,
        http,
        kafka);
  }

  /** The same with other metrics. */
  public StreamsSettings withPrequential(PrequentialSettings other) {
    return new StreamsSettings(
        prefix,
        stateDir,
        resources,
        commitIntervals,
        sequences,
        transitions,
        popularity,
        other,
        registryTimeout,
        http,
        kafka);
  }
}
