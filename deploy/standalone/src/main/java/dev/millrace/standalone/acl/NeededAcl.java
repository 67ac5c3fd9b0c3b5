package dev.millrace.standalone.acl;

import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * Something that an application must be allowed to do.
 *
 * @param resource with what
 * @param operation what
 * @param purpose why, for people
 */
public record NeededAcl(ResourcePattern resource, AclOperation operation, String purpose) {

  /** From wherever the application connects. */
  static final String ANY_HOST = "*";

  static NeededAcl topic(String name, AclOperation operation, String purpose) {
    return of(ResourceType.TOPIC, name, operation, purpose);
  }

  static NeededAcl group(String name, AclOperation operation, String purpose) {
    return of(ResourceType.GROUP, name, operation, purpose);
  }

  static NeededAcl transactionalId(String name, AclOperation operation, String purpose) {
    return of(ResourceType.TRANSACTIONAL_ID, name, operation, purpose);
  }

  /** The same for all names that begin with this one. */
  NeededAcl prefixed() {
    return new NeededAcl(
        new ResourcePattern(resource.resourceType(), resource.name(), PatternType.PREFIXED),
        operation,
        purpose);
  }

  /** Whether it is about all names that begin with its own. */
  boolean isPrefixed() {
    return resource.patternType() == PatternType.PREFIXED;
  }

  /** As Kafka keeps it. */
  AclBinding binding(String principal) {
    return new AclBinding(
        resource, new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW));
  }

  /** The operation as Kafka's tools write it, for instance {@code DescribeConfigs}. */
  public String operationName() {
    return SecurityUtils.operationName(operation);
  }

  /** The resource for people, for instance {@code topic items} or {@code group shop-*}. */
  public String resourceText() {
    String type = resource.resourceType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return type + " " + resource.name() + (isPrefixed() ? "*" : "");
  }

  private static NeededAcl of(
      ResourceType type, String name, AclOperation operation, String purpose) {
    return new NeededAcl(new ResourcePattern(type, name, PatternType.LITERAL), operation, purpose);
  }

  /** That somebody does not have it, in a sentence. */
  public String missingFor(String principal) {
    return "%s has no ACL for %s on %s (%s)"
        .formatted(principal, operationName(), resourceText(), purpose);
  }
}
