package dev.millrace.standalone.topics;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.contract.TopicPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code kafka_topic} resources of the Terraform provider Mongey/kafka, in Terraform's JSON syntax.
 *
 * @param replication replicas of every partition; the provider needs a number
 */
public record TerraformTopics(int replication) implements TopicExport {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * @throws IllegalArgumentException if the choice is left to the cluster
   */
  public TerraformTopics {
    if (replication < 1) {
      throw new IllegalArgumentException(
          "Terraform wants to know the replicas: set topics.replication; found " + replication);
    }
  }

  @Override
  public String of(List<TopicPlan> plans) {
    Map<String, Object> resources = new LinkedHashMap<>();
    plans.forEach(plan -> resources.put(resourceName(plan.name()), resource(plan)));
    return TopicExport.text(JSON, Map.of("resource", Map.of("kafka_topic", resources))) + "\n";
  }

  private Map<String, Object> resource(TopicPlan plan) {
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("//", plan.description());
    resource.put("name", plan.name());
    resource.put("partitions", plan.partitions());
    resource.put("replication_factor", replication);
    resource.put("config", plan.config());
    return resource;
  }

  /**
   * Terraform's names hold letters, digits, underscores and hyphens and start with no digit;
   * Kafka's know dots too, of which two names may not differ by an underscore.
   */
  private static String resourceName(String topic) {
    String name = topic.replace('.', '_');
    return Character.isDigit(name.charAt(0)) || name.charAt(0) == '-' ? "_" + name : name;
  }
}
