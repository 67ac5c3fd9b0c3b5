package dev.millrace.standalone.acl;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Compares what a user needs with what it may do, with the user's own credentials. Nothing is
 * changed.
 *
 * <p>Two things cannot be known before they are tried: with topics that do not exist yet, and with
 * groups that nobody has joined yet, brokers only tell whether a user may see them.
 */
public final class AclCheck {

  /** Ends the name of something that is asked about and that need not exist. */
  private static final String PROBE = "acl-check";

  private final AuthorizedOperations authorized;

  /**
   * @param admin of the user whose permissions are in question; stays the caller's
   */
  public AclCheck(Admin admin) {
    this.authorized = new AuthorizedOperations(admin);
  }

  /**
   * Those of some permissions that the user does not have.
   *
   * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
   */
  public List<NeededAcl> missing(List<NeededAcl> needed) {
    List<NeededAcl> creations = needed.stream().filter(AclCheck::isCreation).toList();
    List<NeededAcl> uses = needed.stream().filter(need -> !isCreation(need)).toList();
    Set<String> creatable = authorized.creatable(probes(creations));
    Predicate<NeededAcl> isUseRefused = refusedUses(uses);
    return needed.stream()
        .filter(
            need -> isCreation(need) ? !creatable.contains(probe(need)) : isUseRefused.test(need))
        .toList();
  }

  private Predicate<NeededAcl> refusedUses(List<NeededAcl> uses) {
    List<NeededAcl> onTopics = of(ResourceType.TOPIC, uses);
    Map<String, Set<AclOperation>> topics =
        authorized.onTopics(probes(onTopics), prefixes(onTopics));
    Map<String, Set<AclOperation>> groups =
        authorized.onGroups(probes(of(ResourceType.GROUP, uses)));
    Set<String> transactions =
        authorized.transactionalIds(probes(of(ResourceType.TRANSACTIONAL_ID, uses)));
    return need ->
        switch (need.resource().resourceType()) {
          case TOPIC -> isRefused(need, topics);
          case GROUP -> isRefused(need, groups);
          case TRANSACTIONAL_ID -> !transactions.contains(probe(need));
          default -> throw new IllegalArgumentException("Cannot be asked about: " + need);
        };
  }

  /** For a prefix, by any of those that begin so. */
  private static boolean isRefused(NeededAcl need, Map<String, Set<AclOperation>> allowed) {
    String name = need.resource().name();
    return allowed.entrySet().stream()
        .filter(
            entry ->
                need.isPrefixed() ? entry.getKey().startsWith(name) : entry.getKey().equals(name))
        .anyMatch(entry -> !entry.getValue().contains(need.operation()));
  }

  private static boolean isCreation(NeededAcl need) {
    return need.operation() == AclOperation.CREATE;
  }

  private static List<NeededAcl> of(ResourceType type, List<NeededAcl> needs) {
    return needs.stream().filter(need -> need.resource().resourceType() == type).toList();
  }

  private static Set<String> prefixes(List<NeededAcl> needs) {
    return needs.stream()
        .filter(NeededAcl::isPrefixed)
        .map(need -> need.resource().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Names, with one for every prefix. */
  private static Set<String> probes(List<NeededAcl> needs) {
    return needs.stream().map(AclCheck::probe).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String probe(NeededAcl need) {
    return need.resource().name() + (need.isPrefixed() ? PROBE : "");
  }
}
