package dev.millrace.standalone.acl;

import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.standalone.topics.StrimziTopics;
import dev.millrace.standalone.topics.TopicExport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * {@code KafkaUser} resources of Strimzi, a YAML document each, in the {@code v1} of its API. The
 * user's name is the resource's: Strimzi makes {@code User:NAME} of it with SCRAM and {@code
 * User:CN=NAME} with TLS.
 *
 * @param cluster name of the {@code Kafka} resource that the users belong to
 * @param authentication {@code scram-sha-512} or {@code tls}
 */
public record StrimziUsers(String cluster, String authentication) implements AclExport {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(Feature.MINIMIZE_QUOTES).disable(Feature.SPLIT_LINES).build();

  private static final Set<String> AUTHENTICATIONS = Set.of("scram-sha-512", "tls");
  private static final String COMMON_NAME = "CN=";

  /**
   * @throws IllegalArgumentException if Strimzi knows no such authentication
   */
  public StrimziUsers {
    if (!AUTHENTICATIONS.contains(authentication)) {
      throw new IllegalArgumentException(
          "Strimzi's users authenticate by scram-sha-512 or tls; found '" + authentication + "'");
    }
  }

  /**
   * @throws IllegalArgumentException if the name of a user cannot be that of a resource
   */
  @Override
  public String of(List<Grantee> grantees) {
    StringBuilder documents = new StringBuilder();
    for (Grantee grantee : grantees) {
      Map<String, Object> resource = new LinkedHashMap<>();
      resource.put("apiVersion", "kafka.strimzi.io/v1");
      resource.put("kind", "KafkaUser");
      resource.put("metadata", metadata(grantee));
      resource.put("spec", spec(grantee));
      documents.append(TopicExport.text(YAML, resource));
    }
    return documents.toString();
  }

  private Map<String, Object> metadata(Grantee grantee) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", resourceName(grantee));
    metadata.put("labels", Map.of("strimzi.io/cluster", cluster));
    metadata.put("annotations", Map.of("millrace.dev/application", grantee.application().text()));
    return metadata;
  }

  private Map<String, Object> spec(Grantee grantee) {
    Map<String, Object> authorization = new LinkedHashMap<>();
    authorization.put("type", "simple");
    authorization.put("acls", acls(grantee));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("authentication", Map.of("type", authentication));
    spec.put("authorization", authorization);
    return spec;
  }

  private static List<Map<String, Object>> acls(Grantee grantee) {
    List<Map<String, Object>> acls = new ArrayList<>();
    grantee
        .operations()
        .forEach(
            (resource, allowed) -> {
              Map<String, Object> acl = new LinkedHashMap<>();
              acl.put("resource", resource(resource));
              acl.put("operations", allowed);
              acls.add(acl);
            });
    return acls;
  }

  private static Map<String, Object> resource(ResourcePattern pattern) {
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("type", type(pattern.resourceType()));
    resource.put("name", pattern.name());
    resource.put(
        "patternType",
        switch (pattern.patternType()) {
          case PREFIXED -> "prefix";
          default -> "literal";
        });
    return resource;
  }

  private static String type(ResourceType type) {
    return switch (type) {
      case TOPIC -> "topic";
      case GROUP -> "group";
      case TRANSACTIONAL_ID -> "transactionalId";
      default -> throw new IllegalArgumentException("Strimzi has no resource like " + type);
    };
  }

  private static String resourceName(Grantee grantee) {
    String user = grantee.userName();
    String name = user.startsWith(COMMON_NAME) ? user.substring(COMMON_NAME.length()) : user;
    if (!StrimziTopics.isResourceName(name)) {
      throw new IllegalArgumentException(
          "A KafkaUser has a name of lower-case letters, digits, - and . only; found '"
              + name
              + "' for "
              + grantee.application().text());
    }
    return name;
  }
}
