package dev.millrace.serving;

import dev.millrace.contract.http.HttpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * Everything that can be set about serving.
 *
 * @param prefix begins the consumer group and the transactional id, so that several pipelines can
 *     share a cluster; not blank
 * @param instanceId tells this process from the others of its group and stays the same when it
 *     restarts; blank = the host's name. Two running processes must not share one
 * @param lists what a list holds and when it is written
 * @param scoring parameters of the collaborative score
 * @param languageModel the refined lane
 * @param loop how records are taken and committed
 * @param http where the HTTP endpoints listen
 * @param kafka client properties passed through to Kafka, {@code bootstrap.servers} among them;
 *     what serving's guarantees rest on cannot be overridden
 */
public record ServingSettings(
    String prefix,
    String instanceId,
    ListSettings lists,
    ScoringSettings scoring,
    LanguageModelSettings languageModel,
    LoopSettings loop,
    HttpAddress http,
    Map<String, String> kafka) {

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public ServingSettings {
    Check.that(!prefix.isBlank(), "prefix", "not blank", "'" + prefix + "'");
    instanceId = instanceId.isBlank() ? hostName() : instanceId;
    kafka = Map.copyOf(kafka);
  }

  /** The defaults, without Kafka properties. */
  public static ServingSettings defaults() {
    return new ServingSettings(
        "millrace",
        "",
        ListSettings.defaults(),
        ScoringSettings.defaults(),
        LanguageModelSettings.defaults(),
        LoopSettings.defaults(),
        new HttpAddress("127.0.0.1", 8080),
        Map.of());
  }

  /** These settings with other Kafka properties. */
  public ServingSettings withKafka(Map<String, String> properties) {
    return new ServingSettings(
        prefix, instanceId, lists, scoring, languageModel, loop, http, properties);
  }

  /** These settings with other lists. */
  public ServingSettings withLists(ListSettings other) {
    return new ServingSettings(
        prefix, instanceId, other, scoring, languageModel, loop, http, kafka);
  }

  /** These settings with another prefix. */
  public ServingSettings withPrefix(String other) {
    return new ServingSettings(other, instanceId, lists, scoring, languageModel, loop, http, kafka);
  }

  /** These settings with another HTTP address. */
  public ServingSettings withHttp(HttpAddress other) {
    return new ServingSettings(
        prefix, instanceId, lists, scoring, languageModel, loop, other, kafka);
  }

  /** These settings with another refined lane. */
  public ServingSettings withLanguageModel(LanguageModelSettings other) {
    return new ServingSettings(prefix, instanceId, lists, scoring, other, loop, http, kafka);
  }

  /** Consumer group of the sequences and the requests. */
  public String groupId() {
    return prefix + "-serving";
  }

  /** Group whose offsets say up to where the catalogue's bad records are in dead letters. */
  public String catalogueGroupId() {
    return groupId() + "-catalogue";
  }

  /** Transactional id of this instance. */
  String transactionalId() {
    return groupId() + "-" + instanceId;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException noName) {
      return "local";
    }
  }
}
