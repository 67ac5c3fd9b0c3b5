package dev.millrace.standalone.acl;

import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A shell script that calls Kafka's own tool, once for each user and resource.
 *
 * @param bootstrap where the tool finds the cluster
 */
public record KafkaAclsScript(String bootstrap) implements AclExport {

  @Override
  public String of(List<Grantee> grantees) {
    StringBuilder script = new StringBuilder();
    for (Grantee grantee : grantees) {
      script.append("# ").append(grantee.application().text()).append('\n');
      grantee
          .operations()
          .forEach(
              (resource, operations) ->
                  script.append(line(grantee.principal(), resource, operations)).append('\n'));
    }
    return script.toString();
  }

  private String line(String principal, ResourcePattern resource, List<String> operations) {
    StringBuilder line =
        new StringBuilder("kafka-acls.sh --bootstrap-server ")
            .append(quoted(bootstrap))
            .append(" --command-config admin.properties --add --allow-principal ")
            .append(quoted(principal));
    operations.forEach(operation -> line.append(" --operation ").append(operation));
    return line.append(option(resource.resourceType()))
        .append(quoted(resource.name()))
        .append(" --resource-pattern-type ")
        .append(resource.patternType().name().toLowerCase(Locale.ROOT))
        .toString();
  }

  private static String option(ResourceType type) {
    return " --" + type.name().toLowerCase(Locale.ROOT).replace('_', '-') + " ";
  }

  /** For a POSIX shell. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
