package dev.millrace.standalone.cli;

import dev.millrace.checkpoint.store.CheckpointStore;
import dev.millrace.contract.Topics;
import dev.millrace.contract.registry.SchemaRegistry;
import dev.millrace.model.llm.TensorEngine;
import dev.millrace.serving.ServingApplication;
import dev.millrace.serving.ServingSettings;
import dev.millrace.standalone.config.LoadedConfig;
import dev.millrace.standalone.config.MillraceConfig;
import dev.millrace.standalone.config.TopicsConfig;
import dev.millrace.standalone.data.DataFiles;
import dev.millrace.standalone.data.EventSource;
import dev.millrace.standalone.data.FileEventSource;
import dev.millrace.standalone.data.synthetic.SyntheticSettings;
import dev.millrace.standalone.data.synthetic.SyntheticStream;
import dev.millrace.standalone.demo.Demo;
import dev.millrace.standalone.demo.DemoOutcome;
import dev.millrace.standalone.demo.DemoReport;
import dev.millrace.standalone.demo.Pipeline;
import dev.millrace.standalone.demo.PipelineFollower;
import dev.millrace.standalone.demo.Screen;
import dev.millrace.standalone.demo.SpotlightPicker;
import dev.millrace.standalone.demo.Titles;
import dev.millrace.standalone.replay.Pacing;
import dev.millrace.standalone.replay.ReplaySettings;
import dev.millrace.standalone.replay.ReplayTarget;
import dev.millrace.standalone.replay.Replayer;
import dev.millrace.standalone.topics.TopicAdministration;
import dev.millrace.streams.StreamsApplication;
import dev.millrace.streams.TopologyName;
import dev.millrace.trainer.process.TrainerApplication;
import dev.millrace.trainer.process.TrainerStats;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything in one process, on a click log or on a generated click stream. */
@Command(
    name = "demo",
    description = {
      "The whole loop in one process: broker, registry, streams, trainer, serving, and people who"
          + " click.",
      "Without --data a believable click stream is generated. A second run continues the first.",
      "Where demo.yaml in the jar says so, its defaults are not those of conf/millrace.yaml:"
          + " smaller steps, sooner."
    })
final class DemoCommand implements Callable<Integer> {

  /** What a demo does otherwise, so that there is something to see within minutes. */
  private static final String PROFILE = "/demo.yaml";

  private static final long GENERATED = 15_000;
  private static final long MOST_EXAMPLES_BEHIND = 256;
  private static final int MOST_DUE = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Time for a refined list to take the instant one's place before somebody acts. */
  private static final Duration DWELL = Duration.ofSeconds(1);

  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder with items.csv and interactions.csv, or with MovieLens files.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "Interactions of this run at most; default all of the data, or "
              + GENERATED
              + " generated.")
  private Optional<Long> limit = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of the generated click stream (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "People who act at a time, each after seeing the list (default ${DEFAULT-VALUE}).")
  private int concurrency;

  @Option(
      names = "--no-train",
      description =
          "Leave the language model out. With it, people act no faster than it can learn and"
              + " answer.")
  private boolean untrained;

  @Option(
      names = "--stay",
      description = "Keep the servers and the pipeline up after the summary, until Ctrl-C.")
  private boolean stay;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    LoadedConfig loaded = MillraceCommand.options(spec).load(PROFILE);
    MillraceConfig config = loaded.config();
    EventSource source = source();
    PrintWriter out = spec.commandLine().getOut();
    try (StopSignal stop = StopSignal.listen();
        DemoServers servers = DemoServers.open(config);
        SchemaRegistry registry = servers.connection().openRegistry();
        CheckpointStore store = StoreOptions.openConfigured(config)) {
      Connection connection = servers.connection();
      out.println("broker    " + connection.kafka().get("bootstrap.servers"));
      out.println("registry  " + connection.registry().get("schema.registry.url"));
      createTopics(connection);
      Topics topics = connection.topics(registry);
      try (Pipeline pipeline =
          Pipeline.start(
              new StreamsApplication(
                  connection.streamsSettings(), topics, EnumSet.allOf(TopologyName.class)),
              new ServingApplication(
                  serving(connection), topics, ServingCommand.checkpoints(store, config)))) {
        if (!untrained) {
          TensorEngine.useThreads(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
          pipeline.train(
              new TrainerApplication(
                  TrainerEnvironments.of(loaded, connection, registry, store), false));
        }
        play(new Stage(connection, topics, pipeline, stop), source);
        if (stay && !stop.isRequested()) {
          out.println("Staying up until Ctrl-C.");
          stop.await();
        }
      }
    }
    return 0;
  }

  /** What a run happens on. */
  private record Stage(Connection connection, Topics topics, Pipeline pipeline, StopSignal stop) {}

  private void play(Stage stage, EventSource source) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (!stage.pipeline().awaitReady(START_LIMIT)) {
      throw new IllegalStateException(
          "Streams and serving were not ready after " + START_LIMIT.toSeconds() + " s",
          stage.pipeline().failure().orElse(null));
    }
    out.println("page      http://127.0.0.1:%d/".formatted(stage.pipeline().serving().httpPort()));
    out.println("replaying " + source.identity());
    out.println();
    out.flush();
    SpotlightPicker picker = new SpotlightPicker(Titles.of(source), System::nanoTime);
    long startedAt = System.currentTimeMillis();
    try (PipelineFollower follower =
        new PipelineFollower(stage.connection().kafka(), stage.topics(), picker)) {
      Demo demo =
          new Demo(
              new Demo.Parts(
                  stage.pipeline(),
                  follower,
                  new Replayer(target(stage), () -> isCrowded(stage.pipeline())),
                  Screen.on(out, Ansi.AUTO.enabled()),
                  stage.stop()::isRequested),
              startedAt);
      report(stage, demo.run(source, replay()));
    }
  }

  /** Whether the language model cannot keep up, neither in learning nor in answering. */
  private static boolean isCrowded(Pipeline pipeline) {
    return pipeline.training().map(TrainerStats::lag).orElse(0L) > MOST_EXAMPLES_BEHIND
        || pipeline.serving().stats().refinement().due() > MOST_DUE;
  }

  private void report(Stage stage, DemoOutcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    List<String> summary = outcome.summary();
    out.println();
    summary.forEach(out::println);
    Path page = stage.connection().config().dataDir().resolve("demo.html");
    DemoReport.write(page, outcome.course(), summary);
    out.println("The course of it as a page: " + page);
    out.flush();
  }

  private EventSource source() {
    if (data.isPresent()) {
      return new FileEventSource(DataFiles.in(data.get()));
    }
    SyntheticSettings defaults = SyntheticSettings.defaults();
    return new SyntheticStream(
        new SyntheticSettings(seed, defaults.users(), defaults.items(), defaults.start()));
  }

  private ReplaySettings replay() {
    long most = limit.orElse(data.isPresent() ? ReplaySettings.NO_LIMIT : GENERATED);
    return new ReplaySettings(
        new Pacing.ClosedLoop(concurrency, PATIENCE, untrained ? Duration.ZERO : DWELL),
        most,
        true);
  }

  private static ReplayTarget target(Stage stage) {
    return new ReplayTarget(
        stage.topics(),
        stage.connection().kafka(),
        stage.connection().config().dataDir().resolve("replay"));
  }

  /** Serving as configured, but on a free port: a demo must not fail because 8080 is taken. */
  private static ServingSettings serving(Connection connection) {
    ServingSettings settings = connection.servingSettings();
    return settings.withHttp(settings.http().onAnyPort());
  }

  private static void createTopics(Connection connection) {
    TopicsConfig topics = connection.config().topics();
    try (Admin admin = Admin.create(connection.client(Map.of()))) {
      new TopicAdministration(admin).create(topics.plans(), topics.replication());
    }
  }
}
