package dev.millrace.standalone.bench;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.avro.Item;
import dev.millrace.avro.ItemPopularity;
import dev.millrace.avro.UserSequence;
import dev.millrace.checkpoint.announcement.NextAnnouncement;
import dev.millrace.checkpoint.store.CheckpointStore;
import dev.millrace.checkpoint.store.FileStore;
import dev.millrace.contract.TopicNames;
import dev.millrace.contract.Topics;
import dev.millrace.model.init.InitProgress;
import dev.millrace.model.init.InitialModel;
import dev.millrace.model.init.ModelInitializer;
import dev.millrace.serving.ServingApplication;
import dev.millrace.serving.language.CheckpointAccess;
import dev.millrace.standalone.bench.decoding.UntrainedCheckpoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Serving with a large catalogue of invented titles, through a broker of the benchmark's own: the
 * memory of an item, the time to read the catalogue, to make checkpoints ready, and to follow items
 * that change.
 */
public final class CatalogueBench {

  private static final int PARTITIONS = 4;
  private static final int BATCH = 16;
  private static final int LISTS = 20;

  /** What the tokens are learned from; more changes nothing. */
  private static final int TITLES_FOR_TOKENS = 20_000;

  private final int items;
  private final InitialModel shape;
  private final PrintWriter out;
  private final InventedItems invented;
  private long heapBefore;
  private int users;

  /**
   * @param items in the catalogue
   * @param shape of the model, which nobody trains
   * @param out where figures go as they come
   */
  public CatalogueBench(int items, InitialModel shape, PrintWriter out) {
    this.items = items;
    this.shape = shape;
    this.out = out;
    this.invented = new InventedItems(shape.seed());
  }

  /** Measures. */
  public void run() {
    try (TemporaryFolder folder = TemporaryFolder.create();
        Workbench workbench = Workbench.open(folder.path());
        CheckpointStore store = FileStore.open(folder.path().resolve("store"))) {
      Path model = folder.path().resolve("model");
      new ModelInitializer(shape, InitProgress.silent())
          .write(Stream.generate(invented::title).limit(TITLES_FOR_TOKENS).toList(), model, true);
      Topics topics = workbench.createTopics(TopicNames.withPrefix("large-"), PARTITIONS);
      fill(workbench, topics);
      try (Sender<CheckpointAnnouncement> checkpoints =
              new Sender<>(workbench.kafka(), topics.checkpoints());
          ServingApplication serving =
              new ServingApplication(
                  ServingRun.settings(workbench, "large", BATCH),
                  topics,
                  new CheckpointAccess(store, folder.path().resolve("cache")))) {
        measure(
            new Parts(workbench, topics, serving),
            new Checkpoints(new UntrainedCheckpoints(store, model), checkpoints));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fill(Workbench workbench, Topics topics) {
    try (Sender<Item> catalogue = new Sender<>(workbench.kafka(), topics.items());
        Sender<ItemPopularity> popularity =
            new Sender<>(workbench.kafka(), topics.itemPopularity())) {
      long now = System.currentTimeMillis();
      for (int item = 0; item < items; item++) {
        catalogue.send(InventedItems.id(item), invented.next(item));
        popularity.send(
            InventedItems.id(item), new ItemPopularity(InventedItems.id(item), 1.0 + item, now));
      }
    }
  }

  private record Parts(Workbench workbench, Topics topics, ServingApplication serving) {}

  /** Publishes and announces checkpoints, one after the other. */
  private static final class Checkpoints {

    private final UntrainedCheckpoints made;
    private final Sender<CheckpointAnnouncement> sender;
    private @Nullable CheckpointAnnouncement latest;
    private long step;

    Checkpoints(UntrainedCheckpoints made, Sender<CheckpointAnnouncement> sender) {
      this.made = made;
      this.sender = sender;
    }

    void announceNext() throws IOException {
      CheckpointAnnouncement next =
          new NextAnnouncement(latest, Instant.now())
              .promoted(made.publish(++step), "to be measured");
      sender.send(next.getModel(), next);
      sender.flush();
      latest = next;
    }
  }

  private void measure(Parts parts, Checkpoints checkpoints) throws IOException {
    ServingApplication serving = parts.serving();
    out.printf("%,d items with popularity, model of size tiny%n", items);
    heapBefore = MemorySample.take(0).heapBytes();
    time(
        "catalogue and popularity read",
        () -> {
          serving.start();
          ServingRun.await(serving, serving::ready);
        });
    printMemory("the instant lane");
    for (int swap = 1; swap <= 2; swap++) {
      int number = swap;
      checkpoints.announceNext();
      time(
          swap == 1 ? "first checkpoint ready" : "next checkpoint ready",
          () -> ServingRun.await(serving, () -> serving.stats().refinement().swaps() == number));
      printMemory("both lanes");
    }
    try (Lists lists = new Lists(parts)) {
      lists.make("to warm up", 0);
      lists.make("nothing changes", 0);
      lists.make("an item changes before each", 1);
      lists.make("1,000 items change before each", 1_000);
    }
  }

  private void time(String what, Runnable action) {
    long start = System.nanoTime();
    action.run();
    out.printf("%-34s %8.1f s%n", what, (System.nanoTime() - start) / 1e9);
    out.flush();
  }

  private void printMemory(String what) {
    MemorySample sample = MemorySample.take(0);
    out.printf(
        "  heap for %s: %,.0f bytes an item; resident %,d MiB, the broker included%n",
        what,
        (double) (sample.heapBytes() - heapBefore) / items,
        sample.residentBytes().orElse(0) >> 20);
    out.flush();
  }

  /** Asks for lists one by one, with changes of the catalogue between them. */
  private final class Lists implements AutoCloseable {

    private final ServingApplication serving;
    private final Sender<Item> catalogue;
    private final Sender<UserSequence> sequences;
    private final ListReader reader;

    Lists(Parts parts) {
      this.serving = parts.serving();
      this.catalogue = new Sender<>(parts.workbench().kafka(), parts.topics().items());
      this.sequences = new Sender<>(parts.workbench().kafka(), parts.topics().userSequences());
      this.reader =
          new ListReader(parts.workbench().bootstrapServers(), parts.topics().recommendations());
    }

    void make(String what, int changes) {
      reader.forgetTimes();
      for (int list = 0; list < LISTS; list++) {
        change(changes);
        makeOne();
      }
      Percentiles instant = reader.instantTimes();
      Percentiles refined = reader.refinedTimes();
      out.printf(
          "lists, %-32s instant p50 %5.0f ms, p99 %5.0f; refined p50 %5.0f ms, p99 %5.0f%n",
          what, instant.p50(), instant.p99(), refined.p50(), refined.p99());
      out.flush();
    }

    /** The changes are there when the sequence is sent; serving may read them with it. */
    private void change(int changes) {
      for (int change = 0; change < changes; change++) {
        int item = (int) ((users * 7_919L + change * 31L) % items);
        catalogue.send(InventedItems.id(item), invented.next(item));
      }
      catalogue.flush();
    }

    private void makeOne() {
      String user = "user-" + users++;
      int wanted = reader.refined() + 1;
      reader.sent(user);
      sequences.send(
          user,
          ServingRun.sequence(
              user,
              List.of(InventedItems.id(users % items), InventedItems.id((users * 131) % items))));
      sequences.flush();
      ServingRun.await(serving, () -> reader.refined() >= wanted);
    }

    @Override
    public void close() {
      catalogue.close();
      sequences.close();
      reader.close();
    }
  }
}
