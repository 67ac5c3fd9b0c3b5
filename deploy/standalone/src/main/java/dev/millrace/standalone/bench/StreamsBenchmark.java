package dev.millrace.standalone.bench;

import dev.millrace.avro.Interaction;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.standalone.data.RowStream;
import dev.millrace.standalone.data.synthetic.SyntheticStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Throughput of the whole streams application beside two baselines, then that of streams and
 * serving together, and their latency under half of it.
 */
final class StreamsBenchmark {

  private static final long SEED = 7;

  private final Workbench workbench;
  private final BenchSettings settings;
  private final PrintWriter out;

  /**
   * @param out where figures are printed as they come
   */
  StreamsBenchmark(Workbench workbench, BenchSettings settings, PrintWriter out) {
    this.workbench = workbench;
    this.settings = settings;
    this.out = out;
  }

  /** Measures everything and prints it. */
  void run() throws InterruptedException {
    boolean latencyOnly = settings.rounds() == 0 || settings.latency().load() > 0;
    new PipelineBenchmark(workbench, settings, out)
        .run(latencyOnly ? Optional.empty() : Optional.of(throughput()));
  }

  private StreamsThroughput throughput() throws InterruptedException {
    Topics input = fillInput();
    Candidates candidates = new Candidates(workbench, input, settings);
    ThroughputMeter meter = new ThroughputMeter(workbench.admin(), settings.events());
    out.println("warming up");
    out.flush();
    measure(meter, candidates.plainAggregate("warm"), input);
    measure(meter, candidates.application("warm"), input);
    out.println("measuring");
    out.flush();
    List<Throughput> passThrough = new ArrayList<>();
    List<Throughput> coalescing = new ArrayList<>();
    List<Throughput> aggregate = new ArrayList<>();
    List<Throughput> application = new ArrayList<>();
    for (int round = 1; round <= settings.rounds(); round++) {
      String run = "r" + round;
      passThrough.add(measure(meter, candidates.passThrough(run), input));
      coalescing.add(measure(meter, candidates.coalescingAggregate(run), input));
      aggregate.add(measure(meter, candidates.plainAggregate(run), input));
      application.add(measure(meter, candidates.application(run), input));
    }
    Throughput baseline = median(aggregate);
    out.println();
    out.printf(
        "%-36s %10s %8s %14s %14s%n", "", "events/s", "ratio", "CPU us/event", "bytes/event");
    print(median(passThrough), baseline);
    print(median(coalescing), baseline);
    print(baseline, baseline);
    print(median(application), baseline);
    out.flush();
    return new StreamsThroughput(baseline, median(application));
  }

  private Throughput measure(ThroughputMeter meter, Candidate candidate, Topics input)
      throws InterruptedException {
    Throughput measured = meter.measure(candidate, input.interactions().name());
    workbench.forget(candidate.id());
    out.printf(
        "%-36s %,10.0f events/s in %.1f s; CPU us/event: %.0f (%s)%n",
        measured.name(),
        measured.eventsPerSecond(),
        measured.seconds(),
        measured.cpuMicrosPerEvent(),
        measured.cpuByPart());
    out.flush();
    return measured;
  }

  private void print(Throughput row, Throughput baseline) {
    out.printf(
        "%-36s %,10.0f %8.2f %,14.0f %,14.0f%n",
        row.name(),
        row.eventsPerSecond(),
        row.eventsPerSecond() / baseline.eventsPerSecond(),
        row.cpuMicrosPerEvent(),
        row.bytesPerEvent());
  }

  private Topics fillInput() {
    Topics topics = workbench.createTopics(TopicNames.withPrefix("input-"), settings.partitions());
    SyntheticStream stream = Workbench.stream(settings, SEED);
    workbench.sendItems(stream, topics.items());
    out.printf(
        "filling the topic with %,d interactions of %,d users%n",
        settings.events(), settings.users());
    out.flush();
    try (Sender<Interaction> sender = new Sender<>(workbench.kafka(), topics.interactions());
        RowStream<Interaction> rows = stream.interactions()) {
      for (Interaction interaction : Crowded.take(Workbench.extending(rows), settings.events())) {
        sender.send(interaction.getUserId(), interaction);
      }
    }
    return topics;
  }

  private static Throughput median(List<Throughput> rounds) {
    return rounds.stream()
        .sorted(Comparator.comparingDouble(Throughput::eventsPerSecond))
        .toList()
        .get(rounds.size() / 2);
  }
}
