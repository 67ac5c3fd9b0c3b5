package dev.millrace.standalone.acl;

import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;

/** Collects what is needed, nothing of it twice. */
final class NeededAcls {

  /** Whoever may do one of these may describe, too. */
  private static final Set<AclOperation> IMPLY_DESCRIBE = Set.of(READ, WRITE, DELETE, ALTER);

  private final Map<ResourcePattern, Map<AclOperation, Set<String>>> purposes =
      new LinkedHashMap<>();

  NeededAcls add(NeededAcl need) {
    purposes
        .computeIfAbsent(need.resource(), resource -> new LinkedHashMap<>())
        .computeIfAbsent(need.operation(), operation -> new LinkedHashSet<>())
        .add(need.purpose());
    return this;
  }

  NeededAcls topics(Collection<String> names, AclOperation operation, String purpose) {
    names.forEach(name -> add(NeededAcl.topic(name, operation, purpose)));
    return this;
  }

  NeededAcls addAll(List<NeededAcl> needs) {
    needs.forEach(this::add);
    return this;
  }

  /** By resource, in the order in which they were first added; without what others imply. */
  List<NeededAcl> minimal() {
    List<NeededAcl> needs = new ArrayList<>();
    purposes.forEach(
        (resource, operations) ->
            operations.forEach(
                (operation, why) -> {
                  if (operation != DESCRIBE
                      || operations.keySet().stream().noneMatch(IMPLY_DESCRIBE::contains)) {
                    needs.add(
                        new NeededAcl(
                            resource, operation, why.stream().collect(Collectors.joining("; "))));
                  }
                }));
    return needs;
  }
}
