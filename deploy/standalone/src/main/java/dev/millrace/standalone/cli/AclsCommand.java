package dev.millrace.standalone.cli;

import dev.millrace.standalone.acl.AclAdministration;
import dev.millrace.standalone.acl.AclExport;
import dev.millrace.standalone.acl.AclPlan;
import dev.millrace.standalone.acl.Application;
import dev.millrace.standalone.acl.Grantee;
import dev.millrace.standalone.acl.JsonAcls;
import dev.millrace.standalone.acl.KafkaAclsScript;
import dev.millrace.standalone.acl.NeededAcl;
import dev.millrace.standalone.acl.StrimziUsers;
import dev.millrace.standalone.config.MillraceConfig;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints or grants the permissions that each application needs. */
@Command(
    name = "acls",
    description = {
      "Print the ACLs that each application needs, from the names of the configuration; needs no"
          + " broker.",
      "With --apply grant those that are missing; the user who does so must be allowed to alter the"
          + " cluster."
    })
final class AclsCommand implements Callable<Integer> {

  /** What can be printed. */
  private enum Format {
    TABLE,
    SCRIPT,
    JSON,
    STRIMZI
  }

  @Parameters(
      arity = "0..*",
      paramLabel = "APPLICATION",
      description = "streams, serving, trainer, replay, recommend or admin; all by default.")
  private List<String> chosen = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "table, the default; script: calls of kafka-acls.sh; json: an array; strimzi:"
              + " KafkaUser resources (YAML, API v1: Strimzi 0.49 or newer).")
  private Format format = Format.TABLE;

  @Option(
      names = "--principal",
      paramLabel = "APPLICATION=PRINCIPAL",
      description =
          "User of an application, for instance serving=User:CN=serving; User:millrace-APPLICATION"
              + " by default. Can be given again.")
  private List<String> principals = new ArrayList<>();

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "For strimzi: the Kafka resource that the users belong to.")
  private Optional<String> cluster = Optional.empty();

  @Option(
      names = "--authentication",
      paramLabel = "TYPE",
      defaultValue = "scram-sha-512",
      description = "For strimzi: scram-sha-512 or tls; default ${DEFAULT-VALUE}.")
  private String authentication = "";

  @Option(names = "--apply", description = "Grant what is missing.")
  private boolean apply;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    MillraceConfig config = MillraceCommand.options(spec).load().config();
    List<Grantee> grantees = UsageException.unlessAccepted(() -> grantees(config));
    PrintWriter out = spec.commandLine().getOut();
    if (apply) {
      grant(grantees, Connection.find(config));
    } else if (format == Format.TABLE) {
      print(grantees);
    } else {
      out.print(UsageException.unlessAccepted(() -> export(config).of(grantees)));
    }
    out.flush();
    return 0;
  }

  private List<Grantee> grantees(MillraceConfig config) {
    AclPlan plan = new AclPlan(config);
    Map<Application, String> named = namedPrincipals();
    Set<Application> applications =
        chosen.isEmpty()
            ? EnumSet.allOf(Application.class)
            : chosen.stream()
                .map(AclsCommand::application)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Application.class)));
    return applications.stream()
        .map(
            application ->
                new Grantee(
                    application,
                    named.getOrDefault(application, application.defaultPrincipal()),
                    plan.of(application)))
        .toList();
  }

  private Map<Application, String> namedPrincipals() {
    Map<Application, String> named = new EnumMap<>(Application.class);
    for (String assignment : principals) {
      int equals = assignment.indexOf('=');
      if (equals < 0) {
        throw new UsageException(
            "--principal takes APPLICATION=PRINCIPAL, for instance serving=User:anna; found '%s'"
                .formatted(assignment));
      }
      named.put(application(assignment.substring(0, equals)), assignment.substring(equals + 1));
    }
    return named;
  }

  /**
   * The application of a name.
   *
   * @throws UsageException with those that there are
   */
  static Application application(String text) {
    return Application.named(text)
        .orElseThrow(
            () ->
                new UsageException(
                    "The applications are %s; found '%s'"
                        .formatted(
                            Arrays.stream(Application.values())
                                .map(Application::text)
                                .collect(Collectors.joining(", ")),
                            text)));
  }

  private AclExport export(MillraceConfig config) {
    return switch (format) {
      case SCRIPT ->
          new KafkaAclsScript(config.kafka().getOrDefault("bootstrap.servers", "localhost:9092"));
      case JSON, TABLE -> new JsonAcls();
      case STRIMZI -> new StrimziUsers(cluster(), authentication);
    };
  }

  private String cluster() {
    return cluster.orElseThrow(
        () ->
            new UsageException("--format strimzi needs --cluster, the name of the Kafka resource"));
  }

  private void print(List<Grantee> grantees) {
    Table table = new Table("PRINCIPAL", "OPERATION", "RESOURCE", "PURPOSE");
    for (Grantee grantee : grantees) {
      grantee.acls().forEach(acl -> row(table, grantee, acl, acl.purpose()));
    }
    table.lines().forEach(spec.commandLine().getOut()::println);
  }

  private void grant(List<Grantee> grantees, Connection connection) {
    Table table = new Table("PRINCIPAL", "OPERATION", "RESOURCE", "");
    try (Admin admin = Admin.create(connection.client(Map.of()))) {
      AclAdministration administration = new AclAdministration(admin);
      for (Grantee grantee : grantees) {
        List<NeededAcl> granted = administration.grant(grantee);
        for (NeededAcl acl : grantee.acls()) {
          row(table, grantee, acl, granted.contains(acl) ? "granted" : "exists");
        }
      }
    }
    table.lines().forEach(spec.commandLine().getOut()::println);
  }

  private static void row(Table table, Grantee grantee, NeededAcl acl, String last) {
    table.row(grantee.principal(), acl.operationName(), acl.resourceText(), last);
  }
}
