package dev.millrace.standalone.bench;

import dev.millrace.avro.Interaction;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.serving.HttpSettings;
import dev.millrace.serving.ServingApplication;
import dev.millrace.serving.ServingSettings;
import dev.millrace.standalone.data.RowStream;
import dev.millrace.standalone.data.synthetic.SyntheticSettings;
import dev.millrace.standalone.data.synthetic.SyntheticStream;
import dev.millrace.streams.StreamsApplication;
import dev.millrace.streams.StreamsSettings;
import dev.millrace.streams.StreamsState;
import dev.millrace.streams.TopologyName;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A long stream through the whole pipeline in one JVM, with a look at the memory now and then. */
final class Soak {

  private static final int PARTITIONS = 4;
  private static final String PREFIX = "soak";
  private static final long PAUSE_MS = 200;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MEBIBYTE = 1 << 20;

  private final Workbench workbench;
  private final SoakSettings settings;
  private final PrintWriter out;
  private final SyntheticStream stream;
  private final List<MemorySample> samples = new ArrayList<>();

  /**
   * @param out where each measurement is printed as it comes
   */
  Soak(Workbench workbench, SoakSettings settings, PrintWriter out) {
    this.workbench = workbench;
    this.settings = settings;
    this.out = out;
    this.stream =
        new SyntheticStream(SyntheticSettings.defaults().sized(settings.users(), settings.items()));
  }

  MemoryTrend run() throws InterruptedException {
    Topics topics = workbench.createTopics(TopicNames.withPrefix(PREFIX + "."), PARTITIONS);
    workbench.sendItems(stream, topics.items());
    try (StreamsApplication streams = streams(topics);
        ServingApplication serving = serving(topics)) {
      streams.start();
      serving.start();
      out.printf("%12s %12s %12s %12s%n", "events", "events/s", "heap MiB", "RSS MiB");
      send(topics, new Watch(streams, serving));
    }
    return MemoryTrend.of(samples);
  }

  private void send(Topics topics, Watch watch) throws InterruptedException {
    try (Sender<Interaction> sender = new Sender<>(workbench.kafka(), topics.interactions());
        RowStream<Interaction> interactions = stream.interactions()) {
      long rounds = settings.events() / settings.every();
      for (long round = 1; round <= rounds; round++) {
        long start = System.nanoTime();
        for (long i = 0; i < settings.every(); i++) {
          Interaction next = interactions.next();
          sender.send(next.getUserId(), next);
        }
        sender.flush();
        watch.awaitCaughtUp();
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        report(MemorySample.take(round * settings.every()), seconds);
      }
    }
  }

  private void report(MemorySample sample, double seconds) {
    samples.add(sample);
    out.printf(
        "%,12d %,12.0f %12.1f %12s%n",
        sample.events(),
        settings.every() / seconds,
        sample.heapBytes() / MEBIBYTE,
        sample.residentBytes().isPresent()
            ? "%.0f".formatted(sample.residentBytes().getAsLong() / MEBIBYTE)
            : "-");
    out.flush();
  }

  private StreamsApplication streams(Topics topics) {
    StreamsSettings defaults =
        StreamsSettings.defaults(workbench.stateFolder(PREFIX), workbench.kafka());
    return new StreamsApplication(
        defaults.withPrefix(PREFIX), topics, EnumSet.allOf(TopologyName.class));
  }

  private ServingApplication serving(Topics topics) {
    ServingSettings settings =
        ServingSettings.defaults()
            .withPrefix(PREFIX)
            .withHttp(new HttpSettings("127.0.0.1", 0))
            .withKafka(workbench.kafka());
    return new ServingApplication(settings, topics);
  }

  /** Waits for both applications, as long as both are well. */
  private final class Watch {

    private final StreamsApplication streams;
    private final ServingApplication serving;
    private final GroupProgress progress = new GroupProgress(workbench.admin());
    private final Set<String> groups =
        Stream.concat(
                Stream.of(TopologyName.values()).map(TopologyName::text), Stream.of("serving"))
            .map(name -> PREFIX + "-" + name)
            .collect(Collectors.toSet());

    private Watch(StreamsApplication streams, ServingApplication serving) {
      this.streams = streams;
      this.serving = serving;
    }

    private void awaitCaughtUp() throws InterruptedException {
      while (!progress.caughtUp(groups)) {
        if (streams.state() instanceof StreamsState.Failed failed) {
          throw new BenchmarkException("The streams failed", failed.cause());
        }
        if (serving.state().isOver()) {
          throw new BenchmarkException("Serving ended: " + serving.state());
        }
        Thread.sleep(PAUSE_MS);
      }
    }
  }
}
