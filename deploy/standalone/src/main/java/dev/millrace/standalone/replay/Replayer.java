package dev.millrace.standalone.replay;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.Item;
import dev.millrace.contract.Topics;
import dev.millrace.standalone.data.EventSource;
import dev.millrace.standalone.data.RowStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;

/**
 * Replays a source into Kafka: the catalogue first, then the interactions at the pace wanted. Every
 * interaction is written at least once; after a kill, {@code resume} goes on behind what was
 * acknowledged, and event ids let the sequences drop what was written twice.
 */
public final class Replayer {

  private final ReplayPorts ports;
  private final Topics topics;
  private final Path progressFolder;
  private final BooleanSupplier crowded;
  private volatile boolean stopped;

  /**
   * @param target where to
   */
  public Replayer(ReplayTarget target) {
    this(target, () -> false);
  }

  /**
   * @param target where to
   * @param crowded whether nobody new shall act just now; only {@link Pacing.ClosedLoop} asks
   */
  public Replayer(ReplayTarget target, BooleanSupplier crowded) {
    this(new KafkaReplayPorts(target), target.topics(), target.progressFolder(), crowded);
  }

  Replayer(ReplayPorts ports, Topics topics, Path progressFolder) {
    this(ports, topics, progressFolder, () -> false);
  }

  private Replayer(ReplayPorts ports, Topics topics, Path progressFolder, BooleanSupplier crowded) {
    this.ports = ports;
    this.topics = topics;
    this.progressFolder = progressFolder;
    this.crowded = crowded;
  }

  /**
   * Replays until the end, the limit, or {@link #stop}. What was sent is acknowledged when it
   * returns.
   *
   * @param source what
   * @param settings how
   * @param listener is told how far it is
   * @return what was done
   * @throws ReplayFailedException if a topic is missing, or the broker does not answer for minutes
   */
  public ReplaySummary run(EventSource source, ReplaySettings settings, ReplayListener listener) {
    ports.requireTopics(neededFor(settings.pacing()));
    ProgressFile progress =
        new ProgressFile(
            progressFolder,
            "%s to %s on %s"
                .formatted(source.identity(), topics.interactions().name(), ports.clusterId()));
    AckedRows done = settings.resume() ? progress.load() : new AckedRows();
    long items = sendItems(source);
    try (RowStream<Interaction> rows = source.interactions();
        Producer<String, Interaction> producer = ports.interactions();
        Pace pace = pace(rows, settings, done.copy())) {
      Outbox outbox = new Outbox(producer, topics.interactions().name());
      Run run = new Run(new Run.Parts(rows, pace.turns(), outbox, progress), done, ports.ticker());
      run.expect(source.interactionCount(), settings.limit());
      return run.send(listener, this::stopRequested).toSummary(items);
    }
  }

  /** Ends {@link #run} soon, from any thread. */
  public void stop() {
    stopped = true;
  }

  private List<String> neededFor(Pacing pacing) {
    String items = topics.items().name();
    String interactions = topics.interactions().name();
    return pacing instanceof Pacing.ClosedLoop
        ? List.of(
            items, interactions, topics.userSequences().name(), topics.recommendations().name())
        : List.of(items, interactions);
  }

  private boolean stopRequested() {
    return stopped || Thread.currentThread().isInterrupted();
  }

  private long sendItems(EventSource source) {
    try (RowStream<Item> items = source.items();
        Producer<String, Item> producer = ports.items()) {
      return new ItemSender(producer, topics.items().name()).sendAll(items, this::stopRequested);
    }
  }

  private Pace pace(RowStream<Interaction> rows, ReplaySettings settings, AckedRows done) {
    RemainingEvents events = new RemainingEvents(rows, done, settings.limit());
    Ticker ticker = ports.ticker();
    Pacing pacing = settings.pacing();
    if (pacing instanceof Pacing.ClosedLoop loop) {
      ServedLists lists = ports.servedLists();
      String sequences = topics.userSequences().name();
      return new Pace(
          new ClosedLoopTurns(
              events, loop, new ClosedLoopTurns.Observation(lists, sequences, ticker, crowded)),
          lists);
    }
    return new Pace(new TimedTurns(events, schedule(pacing), ticker), () -> {});
  }

  private static Schedule schedule(Pacing pacing) {
    if (pacing instanceof Pacing.Rate rate) {
      return Schedule.at(rate);
    }
    return pacing instanceof Pacing.Speedup speedup ? Schedule.at(speedup) : Schedule.immediately();
  }

  /** Turns with what is to be closed after them. */
  private record Pace(Turns turns, Runnable closing) implements AutoCloseable {

    Pace(Turns turns, ServedLists lists) {
      this(turns, lists::close);
    }

    @Override
    public void close() {
      closing.run();
    }
  }
}
