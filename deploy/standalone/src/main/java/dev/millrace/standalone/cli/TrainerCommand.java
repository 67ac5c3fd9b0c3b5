package dev.millrace.standalone.cli;

import dev.millrace.checkpoint.store.CheckpointStore;
import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.standalone.acl.AclPlan;
import dev.millrace.standalone.acl.Application;
import dev.millrace.standalone.config.LoadedConfig;
import dev.millrace.standalone.doctor.Causes;
import dev.millrace.trainer.process.TrainerApplication;
import dev.millrace.trainer.process.TrainerStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a trainer until it is stopped or fails. */
@Command(
    name = "trainer",
    description = {
      "Let a language model learn from training examples as they come, publish checkpoints and"
          + " announce",
      "which one to use. Start more of them to have one ready when the first one dies."
    })
final class TrainerCommand implements Callable<Integer> {

  private static final Duration LOOK_AROUND = Duration.ofMillis(200);

  @Option(
      names = "--until-end",
      description = "Stop, with a checkpoint, when all that is on the topic now has been learned.")
  private boolean untilEnd;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    LoadedConfig loaded = MillraceCommand.options(spec).load();
    Connection connection = Connection.find(loaded.config());
    Permissions permissions =
        new Permissions(
            connection.trainerKafka(), new AclPlan(loaded.config()).of(Application.TRAINER));
    EffectiveConfiguration.print(loaded, spec.commandLine().getErr());
    permissions.require();
    try (StopSignal stop = StopSignal.listen();
        SchemaRegistry registry = connection.openRegistry();
        CheckpointStore store = StoreOptions.openConfigured(loaded.config());
        TrainerApplication trainer =
            new TrainerApplication(
                TrainerEnvironments.of(loaded, connection, registry, store), untilEnd);
        HealthEndpoints http =
            HealthEndpoints.start(
                new TrainerHealth(trainer),
                "trainer.online.http",
                loaded.config().trainer().online().http())) {
      trainer.start();
      spec.commandLine().getOut().println("http  " + http.url());
      spec.commandLine().getOut().flush();
      while (!stop.await(LOOK_AROUND) && !trainer.status().isOver()) {
        // The trainer works on a thread of its own.
      }
      return exitCode(trainer.status(), permissions);
    }
  }

  private int exitCode(TrainerStatus status, Permissions permissions) {
    if (status instanceof TrainerStatus.Failed failed) {
      permissions.explain(failed.cause());
      PrintWriter err = spec.commandLine().getErr();
      err.println("millrace: trainer failed: " + Causes.of(failed.cause()));
      return 1;
    }
    return 0;
  }
}
