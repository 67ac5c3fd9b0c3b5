package dev.millrace.standalone.bench;

import dev.millrace.avro.Interaction;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.serving.ServingSettings;
import dev.millrace.standalone.data.RowStream;
import dev.millrace.standalone.data.synthetic.SyntheticStream;
import dev.millrace.standalone.demo.Pipeline;
import dev.millrace.streams.StreamsSettings;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * Streams and serving in this JVM under the load of a crowd that goes on from one run to the next,
 * so that sequences are as long as the first run has made them.
 */
final class LoadedPipeline implements AutoCloseable {

  private static final String PREFIX = "latency";
  private static final long SEED = 9;
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final double NANOS_PER_SECOND = 1e9;

  private final Workbench workbench;
  private final Topics topics;
  private final EventClock clock = new EventClock();
  private final RowStream<Interaction> rows;
  private final Iterator<Interaction> crowd;
  private final Sender<Interaction> sender;
  private final Pipeline pipeline;

  /** Starts both; nothing is sent yet but the catalogue. */
  LoadedPipeline(Workbench workbench, BenchSettings settings) throws InterruptedException {
    this.workbench = workbench;
    this.topics =
        workbench.createTopics(TopicNames.withPrefix(PREFIX + "-"), settings.partitions());
    SyntheticStream stream = Workbench.stream(settings, SEED);
    workbench.sendItems(stream, topics.items());
    this.rows = stream.interactions();
    this.crowd = Workbench.extending(rows);
    this.sender = new Sender<>(workbench.kafka(), topics.interactions());
    this.pipeline = Pipeline.start(streams(), serving(), topics);
    if (!pipeline.awaitReady(START_LIMIT)) {
      close();
      throw new BenchmarkException("Streams and serving did not start in " + START_LIMIT);
    }
  }

  /**
   * Sends as fast as lists come back.
   *
   * @param count how many interactions
   */
  PipelineRun atFullSpeed(int count) throws InterruptedException {
    return run(count, (watch, all) -> new ClosedLoop(sender, clock, watch.lists()).send(all));
  }

  /**
   * Sends at an even pace, whatever comes back.
   *
   * @param count how many interactions
   * @param perSecond how many of them a second
   */
  PipelineRun atSteadyPace(int count, double perSecond) throws InterruptedException {
    return run(count, (watch, all) -> new SteadyLoad(sender, clock).send(all, perSecond));
  }

  /** A way to send. */
  @FunctionalInterface
  private interface Load {
    void send(PipelineWatch watch, List<Interaction> interactions) throws InterruptedException;
  }

  private PipelineRun run(int count, Load load) throws InterruptedException {
    List<Interaction> interactions = Crowded.take(crowd, count);
    try (PipelineWatch watch = new PipelineWatch(workbench.bootstrapServers(), topics, clock)) {
      CpuByPart parts = new CpuByPart();
      long cpuBefore = ProcessCpu.nanos();
      long start = System.nanoTime();
      load.send(watch, interactions);
      watch.lists().await(count);
      long nanos = System.nanoTime() - start;
      return new PipelineRun(
          count,
          nanos / NANOS_PER_SECOND,
          watch.lists().records(),
          (double) (ProcessCpu.nanos() - cpuBefore) / nanos,
          parts.perEvent(count),
          watch.sequences().percentiles(),
          watch.lists().percentiles());
    }
  }

  private StreamsSettings streams() {
    return StreamsSettings.defaults(workbench.stateFolder(PREFIX), workbench.kafka())
        .withPrefix(PREFIX);
  }

  private ServingSettings serving() {
    ServingSettings defaults = ServingSettings.defaults();
    return defaults
        .withKafka(workbench.kafka())
        .withPrefix(PREFIX)
        .withLists(defaults.lists().withEmitUnchanged(true))
        .withHttp(defaults.http().onAnyPort());
  }

  @Override
  public void close() {
    try (rows;
        pipeline) {
      sender.close();
    }
  }
}
