package dev.millrace.standalone.topics;

import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.contract.TopicPlan;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * {@code KafkaTopic} resources of Strimzi, a YAML document each, in the {@code v1} of its API that
 * Strimzi 0.49 brought.
 *
 * @param cluster name of the {@code Kafka} resource that the topics belong to
 * @param replication replicas of every partition, or {@link #CLUSTER_DEFAULT}
 */
public record StrimziTopics(String cluster, int replication) implements TopicExport {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(Feature.MINIMIZE_QUOTES)
          .enable(Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .disable(Feature.SPLIT_LINES)
          .build();

  /** What Kubernetes takes as a name: an RFC 1123 subdomain. */
  private static final Pattern RESOURCE_NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private static final int LONGEST_STEM = 200;
  private static final int DIGEST_LENGTH = 8;

  @Override
  public String of(List<TopicPlan> plans) {
    StringBuilder documents = new StringBuilder();
    for (TopicPlan plan : plans) {
      documents.append(document(plan));
    }
    return documents.toString();
  }

  private String document(TopicPlan plan) {
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("apiVersion", "kafka.strimzi.io/v1");
    resource.put("kind", "KafkaTopic");
    resource.put("metadata", metadata(plan));
    resource.put("spec", spec(plan));
    return TopicExport.text(YAML, resource);
  }

  private Map<String, Object> metadata(TopicPlan plan) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", resourceName(plan.name()));
    metadata.put("labels", Map.of("strimzi.io/cluster", cluster));
    metadata.put("annotations", Map.of("millrace.dev/description", plan.description()));
    return metadata;
  }

  private Map<String, Object> spec(TopicPlan plan) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("topicName", plan.name());
    spec.put("partitions", plan.partitions());
    if (replication != CLUSTER_DEFAULT) {
      spec.put("replicas", replication);
    }
    spec.put("config", plan.config());
    return spec;
  }

  /** Whether Kubernetes takes a text as the name of a resource. */
  public static boolean isResourceName(String text) {
    return RESOURCE_NAME.matcher(text).matches();
  }

  /** Kafka's names may hold capitals and underscores; a digest keeps what replaces them apart. */
  private static String resourceName(String topic) {
    if (isResourceName(topic)) {
      return topic;
    }
    String stem =
        topic.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String digest =
        UUID.nameUUIDFromBytes(topic.getBytes(StandardCharsets.UTF_8))
            .toString()
            .substring(0, DIGEST_LENGTH);
    return stem.isEmpty()
        ? "topic-" + digest
        : stem.substring(0, Math.min(LONGEST_STEM, stem.length())) + "-" + digest;
  }
}
