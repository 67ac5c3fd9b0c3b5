package dev.millrace.standalone.acl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.resource.ResourcePattern;

/**
 * An application, its user, and what the user needs.
 *
 * @param principal as Kafka writes it, for instance {@code User:millrace-serving}
 */
public record Grantee(Application application, String principal, List<NeededAcl> acls) {

  private static final String TYPE = "User:";

  /**
   * @throws IllegalArgumentException if the principal is no user
   */
  public Grantee {
    acls = List.copyOf(acls);
    if (!principal.startsWith(TYPE) || principal.length() == TYPE.length()) {
      throw new IllegalArgumentException(
          "A principal is User: and a name; found '" + principal + "'");
    }
  }

  /** The principal without its type. */
  String userName() {
    return principal.substring(TYPE.length());
  }

  /** Kafka's names of the operations that are needed with each resource. */
  Map<ResourcePattern, List<String>> operations() {
    Map<ResourcePattern, List<String>> operations = new LinkedHashMap<>();
    for (NeededAcl acl : acls) {
      operations
          .computeIfAbsent(acl.resource(), resource -> new ArrayList<>())
          .add(acl.operationName());
    }
    return operations;
  }
}
