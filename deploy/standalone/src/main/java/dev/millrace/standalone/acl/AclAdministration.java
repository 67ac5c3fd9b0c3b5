package dev.millrace.standalone.acl;

import dev.millrace.standalone.topics.TopicAdministration;
import dev.millrace.standalone.topics.TopicAdministrationException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/** Grants permissions; asking twice for the same changes nothing. */
public final class AclAdministration {

  private final Admin admin;

  /**
   * @param admin of a user who may alter the cluster; stays the caller's
   */
  public AclAdministration(Admin admin) {
    this.admin = admin;
  }

  /**
   * Grants what is not granted.
   *
   * @return what was not
   * @throws TopicAdministrationException if the cluster refuses
   */
  public List<NeededAcl> grant(Grantee grantee) {
    List<NeededAcl> missing = notGranted(grantee);
    TopicAdministration.get(
        admin
            .createAcls(missing.stream().map(acl -> acl.binding(grantee.principal())).toList())
            .all());
    return missing;
  }

  /** What is not granted as such; wider permissions do not count. */
  private List<NeededAcl> notGranted(Grantee grantee) {
    Set<AclBinding> granted =
        new HashSet<>(TopicAdministration.get(admin.describeAcls(AclBindingFilter.ANY).values()));
    return grantee.acls().stream()
        .filter(acl -> !granted.contains(acl.binding(grantee.principal())))
        .toList();
  }
}
