package dev.millrace.standalone.cli;

import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.standalone.acl.AclPlan;
import dev.millrace.standalone.config.LoadedConfig;
import dev.millrace.standalone.doctor.Causes;
import dev.millrace.standalone.telemetry.Telemetry;
import dev.millrace.streams.StreamsApplication;
import dev.millrace.streams.StreamsSettings;
import dev.millrace.streams.StreamsStartException;
import dev.millrace.streams.StreamsState;
import dev.millrace.streams.TopologyName;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the topologies until they are stopped or fail. */
@Command(
    name = "streams",
    description = "Keep sequences, the collaborative model, popularity and metrics up to date.")
final class StreamsCommand implements Callable<Integer> {

  private static final Duration LOOK_AROUND = Duration.ofMillis(200);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--topologies",
      split = ",",
      paramLabel = "NAME",
      description = "Which to run here, comma separated; all by default: ${COMPLETION-CANDIDATES}.")
  private Set<TopologyName> topologies = EnumSet.allOf(TopologyName.class);

  @Override
  public Integer call() throws InterruptedException {
    LoadedConfig loaded = MillraceCommand.options(spec).load();
    StreamsSettings settings = loaded.config().streams();
    Connection connection =
        Connection.find(loaded.config()).withRegistryTimeout(settings.registryTimeout());
    Permissions permissions =
        new Permissions(
            connection.streamsSettings().kafka(), new AclPlan(loaded.config()).streams(topologies));
    PrintWriter err = spec.commandLine().getErr();
    EffectiveConfiguration.print(loaded, err);
    try (StopSignal stop = StopSignal.listen();
        SchemaRegistry registry = connection.openRegistry();
        Telemetry telemetry = Telemetries.ofStreams(loaded.config());
        StreamsApplication streams =
            new StreamsApplication(
                connection.streamsSettings(),
                connection.topics(registry),
                topologies,
                telemetry.tracing());
        HealthEndpoints http =
            HealthEndpoints.start(new StreamsHealth(streams), "streams.http", settings.http())) {
      start(streams, permissions);
      spec.commandLine().getOut().println("http  " + http.url());
      while (!stop.await(LOOK_AROUND)) {
        if (streams.state() instanceof StreamsState.Failed failed) {
          permissions.explain(failed.cause());
          err.printf(
              "millrace: %s failed: %s%n", failed.topology().text(), Causes.of(failed.cause()));
          return 1;
        }
      }
    }
    return 0;
  }

  /** What is permitted is asked once a broker is there to answer. */
  private static void start(StreamsApplication streams, Permissions permissions) {
    try {
      streams.requireTopics();
    } catch (StreamsStartException refused) {
      permissions.explain(refused);
      throw refused;
    }
    permissions.require();
    streams.start();
  }
}
