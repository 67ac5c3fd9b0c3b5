package dev.millrace.standalone.cli;

import dev.millrace.checkpoint.store.CheckpointStore;
import dev.millrace.contract.http.TlsIdentity;
import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.serving.ServingApplication;
import dev.millrace.serving.ServingState;
import dev.millrace.serving.language.CheckpointAccess;
import dev.millrace.standalone.acl.AclPlan;
import dev.millrace.standalone.acl.Application;
import dev.millrace.standalone.config.LoadedConfig;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.doctor.Causes;
import dev.millrace.standalone.telemetry.Telemetry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs serving until it is stopped or fails. */
@Command(
    name = "serving",
    description = "Turn sequences into recommendations and answer requests, over Kafka and HTTP.")
final class ServingCommand implements Callable<Integer> {

  private static final Duration LOOK_AROUND = Duration.ofMillis(200);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    LoadedConfig loaded = MillraceCommand.options(spec).load();
    Connection connection = Connection.find(loaded.config());
    Permissions permissions =
        new Permissions(
            connection.servingSettings().kafka(),
            new AclPlan(loaded.config()).of(Application.SERVING));
    PrintWriter err = spec.commandLine().getErr();
    EffectiveConfiguration.print(loaded, err);
    permissions.require();
    UsageException.unlessAccepted(
        () -> loaded.config().serving().http().tls().map(TlsIdentity::context));
    try (StopSignal stop = StopSignal.listen();
        SchemaRegistry registry = connection.openRegistry();
        Telemetry telemetry = Telemetries.ofServing(loaded.config());
        CheckpointStore store = StoreOptions.openConfigured(loaded.config());
        ServingApplication serving =
            new ServingApplication(
                connection.servingSettings(),
                connection.topics(registry),
                checkpoints(store, loaded.config()),
                telemetry.tracing())) {
      serving.start();
      spec.commandLine().getOut().println("http  " + serving.httpUrl());
      while (!stop.await(LOOK_AROUND) && !serving.state().isOver()) {
        // Serving works on a thread of its own.
      }
      if (serving.state() instanceof ServingState.Failed failed) {
        permissions.explain(failed.cause());
        err.println("millrace: serving failed: " + Causes.of(failed.cause()));
        return 1;
      }
    }
    return 0;
  }

  /** Checkpoints of the configured store, and this instance's own place for them. */
  static CheckpointAccess checkpoints(CheckpointStore store, MillraceConfig config) {
    Path cache =
        config.dataDir().resolve("serving-checkpoints").resolve(config.serving().instanceId());
    return new CheckpointAccess(store, cache);
  }
}
