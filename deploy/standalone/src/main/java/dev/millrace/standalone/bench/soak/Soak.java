package dev.millrace.standalone.bench.soak;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.Item;
import dev.millrace.avro.TrainingExample;
import dev.millrace.contract.Topic;
import dev.millrace.standalone.bench.BenchmarkException;
import dev.millrace.standalone.bench.Sender;
import dev.millrace.standalone.data.RowStream;
import dev.millrace.standalone.data.synthetic.SyntheticSettings;
import dev.millrace.standalone.data.synthetic.SyntheticStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A long stream through the whole pipeline, interval by interval. */
final class Soak {

  private static final List<String> FOLDERS =
      List.of("broker", "streams", "checkpoints", "checkpoint-cache", "serving-checkpoints");

  private static final int SHARE_OF_USERS = 4;

  private final SoakSettings settings;
  private final Roles roles;
  private final PrintWriter out;
  private final SyntheticStream stream;
  private final ExampleSampler sampler = new ExampleSampler(SHARE_OF_USERS);
  private final Course course = new Course();

  /**
   * @param roles whose servers run
   * @param out where each measurement is printed as it comes
   */
  Soak(SoakSettings settings, Roles roles, PrintWriter out) {
    this.settings = settings;
    this.roles = roles;
    this.out = out;
    this.stream =
        new SyntheticStream(SyntheticSettings.defaults().sized(settings.users(), settings.items()));
  }

  /** Sends everything. */
  Course run(SoakPipeline pipeline) throws InterruptedException {
    sendItems(pipeline);
    SwapCounter swaps = pipeline.start(settings.items());
    Topic<String, TrainingExample> examples = sampled(pipeline.topics().trainingExamples());
    long start = System.nanoTime();
    try (AcceleratedClicks clicks =
            new AcceleratedClicks(stream, SoakSettings.SPAN, settings.events());
        Sender<Interaction> sender = pipeline.sender(pipeline.topics().interactions());
        Sender<TrainingExample> trainer = pipeline.sender(examples)) {
      long untrained = swaps.swaps();
      for (int interval = 1; interval <= settings.intervals(); interval++) {
        long intervalStart = System.nanoTime();
        send(interval, clicks, new Senders(sender, trainer));
        pipeline.awaitCaughtUp();
        awaitSwaps(swaps, untrained + settings.swapsBy(interval));
        requireShorterThanRetention(Duration.ofNanos(System.nanoTime() - intervalStart));
        awaitPace(intervalStart);
        measure(interval, Duration.ofNanos(System.nanoTime() - start));
      }
    }
    return course;
  }

  private record Senders(Sender<Interaction> clicks, Sender<TrainingExample> examples) {}

  private void sendItems(SoakPipeline pipeline) {
    try (Sender<Item> sender = pipeline.sender(pipeline.topics().items());
        RowStream<Item> items = stream.items()) {
      items.forEachRemaining(item -> sender.send(item.getItemId(), item));
    }
  }

  private static Topic<String, TrainingExample> sampled(Topic<String, TrainingExample> like) {
    return new Topic<>(ShortRetention.SAMPLED_EXAMPLES, like.keys(), like.values());
  }

  private void send(int interval, AcceleratedClicks clicks, Senders senders) {
    sampler.want(
        SoakSettings.EXAMPLES_A_SWAP
            * (settings.swapsBy(interval) - settings.swapsBy(interval - 1)));
    for (long i = settings.eventsBy(interval - 1); i < settings.eventsBy(interval); i++) {
      Interaction next = clicks.next();
      senders.clicks().send(next.getUserId(), next);
      sampler.take(next).forEach(made -> senders.examples().send(made.getUserId(), made));
    }
    senders.clicks().flush();
    senders.examples().flush();
    if (sampler.wanted() > 0) {
      throw new BenchmarkException(
          "An interval lacks %d examples for its checkpoint; ask for more --events or fewer --users"
              .formatted(sampler.wanted()));
    }
  }

  private void awaitSwaps(SwapCounter counter, long wanted) throws InterruptedException {
    roles.get("serving").await("swap " + wanted, () -> counter.swaps() >= wanted);
  }

  private void awaitPace(long intervalStart) throws InterruptedException {
    Duration taken = Duration.ofNanos(System.nanoTime() - intervalStart);
    Thread.sleep(Math.max(0, settings.pace().minus(taken).toMillis()));
  }

  /** Else records could be deleted before they are read. */
  private void requireShorterThanRetention(Duration interval) {
    if (interval.multipliedBy(2).compareTo(settings.retention()) > 0) {
      throw new BenchmarkException(
          "An interval took %d s, more than half the retention of %d s; ask for more --intervals or a longer --retention"
              .formatted(interval.toSeconds(), settings.retention().toSeconds()));
    }
  }

  private void measure(int interval, Duration elapsed) {
    long events = settings.eventsBy(interval);
    roles
        .handles()
        .forEach((role, process) -> course.add(events, role, ProcessFigures.of(process)));
    for (String folder : FOLDERS) {
      course.add(events, folder + "/", FolderSize.of(folder(folder)));
    }
    double rate = events * 1e3 / Math.max(1, elapsed.toMillis());
    out.printf(
        "%,10d events %,7.0f/s  ETA %s  swaps %d%s%n",
        events,
        rate,
        clock(Duration.ofSeconds((long) ((settings.events() - events) / rate))),
        settings.swapsBy(interval),
        course.latest());
    out.flush();
  }

  private Path folder(String name) {
    return roles.data().resolve(name);
  }

  private static String clock(Duration left) {
    return "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
  }
}
