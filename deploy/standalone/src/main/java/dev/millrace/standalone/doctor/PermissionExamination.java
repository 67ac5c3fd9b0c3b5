package dev.millrace.standalone.doctor;

import dev.millrace.standalone.acl.AclCheck;
import dev.millrace.standalone.acl.Application;
import dev.millrace.standalone.acl.NeededAcl;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Whether this user may do what an application does.
 *
 * @param admin with the user's credentials; stays the caller's
 * @param principal the user
 * @param application who is to run as this user
 * @param needed all that it needs
 */
public record PermissionExamination(
    Admin admin, String principal, Application application, List<NeededAcl> needed)
    implements Examination {

  public PermissionExamination {
    needed = List.copyOf(needed);
  }

  @Override
  public List<Finding> findings() {
    String subject = "acls of " + application.text();
    List<NeededAcl> missing;
    try {
      missing = new AclCheck(admin).missing(needed);
    } catch (KafkaException e) {
      return List.of(
          Finding.warning(
              subject, "the brokers do not say: " + Causes.of(e), "compare with `millrace acls`"));
    }
    if (missing.isEmpty()) {
      return List.of(
          Finding.ok(
              subject, "%s may do the %d things needed".formatted(principal, needed.size())));
    }
    List<Finding> findings = new ArrayList<>();
    for (NeededAcl acl : missing) {
      findings.add(
          Finding.error(
              subject,
              acl.missingFor(principal),
              "grant it: millrace acls %s --apply; or name the applications of this user only"
                  .formatted(application.text())));
    }
    return findings;
  }
}
