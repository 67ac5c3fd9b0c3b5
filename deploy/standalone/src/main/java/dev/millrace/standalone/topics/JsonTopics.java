package dev.millrace.standalone.topics;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.contract.TopicPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An array of topics, for tools of one's own.
 *
 * @param replication replicas of every partition, or {@link #CLUSTER_DEFAULT}, which is written as
 *     null
 */
public record JsonTopics(int replication) implements TopicExport {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Override
  public String of(List<TopicPlan> plans) {
    return TopicExport.text(JSON, plans.stream().map(this::topic).toList()) + "\n";
  }

  private Map<String, Object> topic(TopicPlan plan) {
    Map<String, Object> topic = new LinkedHashMap<>();
    topic.put("name", plan.name());
    topic.put("partitions", plan.partitions());
    topic.put("replication", replication == CLUSTER_DEFAULT ? null : replication);
    topic.put("description", plan.description());
    topic.put("config", plan.config());
    return topic;
  }
}
