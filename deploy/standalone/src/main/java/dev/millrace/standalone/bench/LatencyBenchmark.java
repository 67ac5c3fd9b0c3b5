package dev.millrace.standalone.bench;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.Recommendation;
import dev.millrace.avro.UserSequence;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.serving.HttpSettings;
import dev.millrace.serving.ServingSettings;
import dev.millrace.standalone.data.RowStream;
import dev.millrace.standalone.data.synthetic.SyntheticStream;
import dev.millrace.standalone.demo.Pipeline;
import dev.millrace.streams.StreamsSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** How long an interaction takes to become a list that a downstream service can read. */
final class LatencyBenchmark {

  private static final long WARM_UP_SEED = 8;
  private static final long MEASURED_SEED = 9;
  private static final int WARM_UP_SECONDS = 45;
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60);

  private final Workbench workbench;
  private final BenchSettings settings;
  private final PrintWriter out;

  LatencyBenchmark(Workbench workbench, BenchSettings settings, PrintWriter out) {
    this.workbench = workbench;
    this.settings = settings;
    this.out = out;
  }

  /**
   * Puts streams and serving under a steady load and prints the latency of each stage.
   *
   * @param perSecond interactions a second
   */
  void run(double perSecond) throws InterruptedException {
    Topics topics =
        workbench.createTopics(TopicNames.withPrefix("latency-"), settings.partitions());
    workbench.sendItems(Workbench.stream(settings, MEASURED_SEED), topics.items());
    out.printf(
        "%nsteady load of %,.0f interactions/s for %d s, after %d s of the same to warm up%n",
        perSecond, settings.latencySeconds(), WARM_UP_SECONDS);
    out.flush();
    try (Pipeline pipeline = Pipeline.start(streams(), serving(), topics);
        Sender<Interaction> sender = new Sender<>(workbench.kafka(), topics.interactions())) {
      if (!pipeline.awaitReady(START_LIMIT)) {
        throw new BenchmarkException("Streams and serving did not start in " + START_LIMIT);
      }
      send(sender, new Load(WARM_UP_SEED, WARM_UP_SECONDS, perSecond, new EventClock()));
      EventClock clock = new EventClock();
      EventClock.Stage sequences = clock.stage();
      EventClock.Stage lists = clock.stage();
      StageReader sequenceReader =
          new StageReader(
              workbench.bootstrapServers(),
              topics.userSequences(),
              new VersionField(UserSequence.getClassSchema(), "version"),
              sequences);
      StageReader listReader =
          new StageReader(
              workbench.bootstrapServers(),
              topics.recommendations(),
              new VersionField(Recommendation.getClassSchema(), "sequenceVersion"),
              lists);
      CpuByPart parts = new CpuByPart();
      long cpuBefore = ProcessCpu.nanos();
      long start = System.nanoTime();
      try (sequenceReader;
          listReader) {
        long sent =
            send(sender, new Load(MEASURED_SEED, settings.latencySeconds(), perSecond, clock));
        out.printf(
            "%.2f processors busy; CPU us/event: %s%n",
            (double) (ProcessCpu.nanos() - cpuBefore) / (System.nanoTime() - start),
            parts.perEvent(sent));
        awaitDrained(lists, sent);
      }
      print("interaction sent -> sequence readable", sequences);
      print("interaction sent -> recommendation readable", lists);
    }
  }

  /**
   * A load.
   *
   * @param seed of the generated interactions; its users are its own
   * @param seconds how long
   * @param perSecond how many
   * @param clock told of every send
   */
  private record Load(long seed, int seconds, double perSecond, EventClock clock) {
    int count() {
      return (int) Math.round(seconds * perSecond);
    }

    Interaction own(Interaction interaction) {
      return Interaction.newBuilder(interaction)
          .setUserId(seed + "-" + interaction.getUserId())
          .setEventId(seed + "-" + interaction.getEventId())
          .build();
    }
  }

  private long send(Sender<Interaction> sender, Load load) {
    SyntheticStream stream = Workbench.stream(settings, load.seed());
    try (RowStream<Interaction> rows = stream.interactions()) {
      List<Interaction> crowd = Crowded.take(Workbench.extending(rows), load.count());
      new SteadyLoad(sender, load.clock())
          .send(crowd.stream().map(load::own).toList(), load.perSecond());
    }
    return load.count();
  }

  private static void awaitDrained(EventClock.Stage stage, long sent) throws InterruptedException {
    long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
    while (stage.count() < sent && System.nanoTime() < deadline) {
      Thread.sleep(100);
    }
    if (stage.count() < sent) {
      throw new BenchmarkException(
          "Only %,d of %,d interactions were answered".formatted(stage.count(), sent));
    }
  }

  private void print(String name, EventClock.Stage stage) {
    Percentiles percentiles = stage.percentiles();
    out.printf(
        "%-46s p50 %,6.0f ms   p99 %,6.0f ms   max %,6.0f ms   (%,d interactions)%n",
        name, percentiles.p50(), percentiles.p99(), percentiles.max(), percentiles.count());
    out.flush();
  }

  private StreamsSettings streams() {
    return StreamsSettings.defaults(workbench.stateFolder("latency"), workbench.kafka())
        .withPrefix("latency");
  }

  private ServingSettings serving() {
    ServingSettings defaults = ServingSettings.defaults();
    return defaults
        .withKafka(workbench.kafka())
        .withPrefix("latency")
        .withLists(defaults.lists().withEmitUnchanged(true))
        .withHttp(new HttpSettings(defaults.http().host(), 0));
  }
}
