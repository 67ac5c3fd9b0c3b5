package dev.millrace.standalone.cli;

import dev.millrace.standalone.acl.AclCheck;
import dev.millrace.standalone.acl.ClientPrincipal;
import dev.millrace.standalone.acl.MissingAclException;
import dev.millrace.standalone.acl.NeededAcl;
import dev.millrace.standalone.doctor.Causes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a command needs to be allowed to do, and its connection to ask whether it is. Kafka's own
 * errors name neither operation nor user, and come one at a time.
 *
 * @param kafka properties of the command's clients
 * @param needed all that it needs
 */
record Permissions(Map<String, String> kafka, List<NeededAcl> needed) {

  private static final Logger LOG = LoggerFactory.getLogger(Permissions.class);
  private static final String PATIENCE_MS = "10000";

  Permissions {
    kafka = Map.copyOf(kafka);
    needed = List.copyOf(needed);
  }

  /**
   * Ends a command that could not do its work. Brokers that are away for the moment say nothing.
   *
   * @throws MissingAclException if permissions are missing
   */
  void require() {
    List<NeededAcl> missing = missing();
    if (!missing.isEmpty()) {
      throw MissingAclException.of(ClientPrincipal.of(kafka), missing);
    }
  }

  /**
   * The same after a failure, if it came from missing permissions: of what is created later, and of
   * what is taken away, nobody knows before.
   *
   * @throws MissingAclException if permissions are missing
   */
  void explain(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthorizationException) {
        require();
        return;
      }
    }
  }

  private List<NeededAcl> missing() {
    try (Admin admin = Admin.create(impatient(kafka))) {
      return new AclCheck(admin).missing(needed);
    } catch (KafkaException unknown) {
      LOG.warn("The brokers did not say what is permitted. reason={}", Causes.of(unknown));
      return List.of();
    }
  }

  /** Properties of an administrator who does not wait long. */
  static Map<String, Object> impatient(Map<String, String> kafka) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    kafka.forEach(
        (name, value) -> {
          if (AdminClientConfig.configNames().contains(name)) {
            properties.put(name, value);
          }
        });
    return properties;
  }
}
