package dev.millrace.standalone.cli;

import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.standalone.acl.Application;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.doctor.Causes;
import dev.millrace.standalone.doctor.Diagnosis;
import dev.millrace.standalone.doctor.Examination;
import dev.millrace.standalone.doctor.Finding;
import dev.millrace.standalone.doctor.Severity;
import dev.millrace.standalone.embedded.EmbeddedServerException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what an application would find here, and what to do about it. */
@Command(
    name = "doctor",
    description = {
      "Look at everything that applications need here, with the configuration and the user they"
          + " have: Java, disk,",
      "checkpoint store, tensor engine, ports, brokers, topics and their policies, ACLs, registry"
          + " and schemas.",
      "Nothing is changed. Exit code 1: something will not work."
    })
final class DoctorCommand implements Callable<Integer> {

  private static final Set<Application> SERVERS =
      EnumSet.of(Application.STREAMS, Application.SERVING, Application.TRAINER);

  @Parameters(
      arity = "0..*",
      paramLabel = "APPLICATION",
      description =
          "What is to run here with this configuration: streams, serving, trainer, replay,"
              + " recommend or admin; the first three by default.")
  private List<String> applications = new ArrayList<>();

  @Option(names = "--json", description = "An array of findings instead of lines.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    MillraceConfig config = MillraceCommand.options(spec).load().config();
    Examinations examinations = new Examinations(config, chosen());
    List<Finding> findings = new ArrayList<>();
    run(examinations.here(), findings);
    try {
      Connection connection = Connection.find(config);
      examineCluster(examinations, connection, findings);
      try (SchemaRegistry registry = connection.openRegistry()) {
        run(List.of(Examinations.ofRegistry(connection, registry)), findings);
      }
    } catch (UsageException | EmbeddedServerException nowhere) {
      add(
          List.of(
              new Finding(
                  Severity.ERROR,
                  "broker",
                  Causes.of(nowhere),
                  "start `millrace broker`, or set kafka.bootstrap.servers and"
                      + " registry.schema.registry.url")),
          findings);
    }
    return conclude(new Diagnosis(findings));
  }

  /** Of brokers that do not answer nothing more is asked. */
  private void examineCluster(
      Examinations examinations, Connection connection, List<Finding> findings) {
    try (Admin admin = Admin.create(Permissions.impatient(connection.kafka()))) {
      List<Finding> reached = Examinations.ofBroker(connection, admin).findings();
      add(reached, findings);
      if (reached.stream().noneMatch(finding -> finding.severity() == Severity.ERROR)) {
        run(examinations.ofCluster(connection, admin), findings);
      }
    } catch (KafkaException misconfigured) {
      add(List.of(Examinations.noAnswer(connection, misconfigured)), findings);
    }
  }

  private void run(List<Examination> examinations, List<Finding> findings) {
    examinations.forEach(examination -> add(examination.findings(), findings));
  }

  private void add(List<Finding> found, List<Finding> findings) {
    findings.addAll(found);
    if (!json) {
      PrintWriter out = spec.commandLine().getOut();
      for (Finding finding : found) {
        out.printf(
            "%-8s %-24s %s%s%n",
            finding.severity().text(),
            finding.subject(),
            finding.found(),
            finding.advice().isBlank() ? "" : " -> " + finding.advice());
      }
      out.flush();
    }
  }

  private int conclude(Diagnosis diagnosis) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(diagnosis.json());
    } else {
      out.printf(
          "%d errors, %d warnings, %d ok%n",
          diagnosis.count(Severity.ERROR),
          diagnosis.count(Severity.WARNING),
          diagnosis.count(Severity.OK));
    }
    return diagnosis.count(Severity.ERROR) == 0 ? 0 : 1;
  }

  private Set<Application> chosen() {
    Set<Application> chosen = EnumSet.noneOf(Application.class);
    applications.forEach(name -> chosen.add(AclsCommand.application(name)));
    return chosen.isEmpty() ? SERVERS : chosen;
  }
}
