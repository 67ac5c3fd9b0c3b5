package dev.millrace.standalone.bench;

import dev.millrace.avro.CheckpointAnnouncement;
import dev.millrace.avro.Item;
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
import dev.millrace.standalone.bench.decoding.DecodeData;
import dev.millrace.standalone.bench.decoding.UntrainedCheckpoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The refined lane from end to end: sequences are sent to a broker of the benchmark's own, serving
 * writes instant and refined lists, and a downstream consumer reads them.
 */
public final class RefinedLaneBench {

  private static final int PARTITIONS = 4;

  private final DecodeData data;
  private final InitialModel shape;
  private final int users;
  private final PrintWriter out;

  /**
   * @param data items, and histories of users
   * @param shape of the model, which nobody trains
   * @param users in each measurement
   * @param out where figures go as they come
   * @throws IllegalArgumentException if there are no histories
   */
  public RefinedLaneBench(DecodeData data, InitialModel shape, int users, PrintWriter out) {
    if (data.histories().isEmpty()) {
      throw new IllegalArgumentException("--kafka needs histories: name a file with --cases");
    }
    this.data = data;
    this.shape = shape;
    this.users = users;
    this.out = out;
  }

  /**
   * Measures every size of batches with a serving process and topics of its own.
   *
   * @param batches sizes
   */
  public void run(List<Integer> batches) {
    try (TemporaryFolder folder = TemporaryFolder.create();
        Workbench workbench = Workbench.open(folder.path());
        CheckpointStore store = FileStore.open(folder.path().resolve("store"))) {
      Path model = folder.path().resolve("model");
      new ModelInitializer(shape, InitProgress.silent())
          .write(data.items().stream().map(Item::getTitle).toList(), model, true);
      CheckpointAnnouncement announcement =
          new NextAnnouncement(null, Instant.now())
              .promoted(new UntrainedCheckpoints(store, model).publish(1), "to be measured");
      out.printf(
          "through Kafka, model of size %s, %,d users a measurement, %d partitions%n",
          shape.size().toString().toLowerCase(Locale.ROOT), users, PARTITIONS);
      out.printf("%-16s %9s   p50 and p99 in ms at half of that%n", "", "users/s");
      CheckpointAccess access = new CheckpointAccess(store, folder.path().resolve("cache"));
      for (int batch : batches) {
        measure(workbench, batch, new Announced(access, announcement));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Announced(CheckpointAccess access, CheckpointAnnouncement announcement) {}

  private void measure(Workbench workbench, int batch, Announced announced) {
    String prefix = "batch-" + batch;
    Topics topics = workbench.createTopics(TopicNames.withPrefix(prefix + "-"), PARTITIONS);
    fill(workbench, topics, announced.announcement());
    try (ServingApplication serving =
            new ServingApplication(
                ServingRun.settings(workbench, prefix, batch), topics, announced.access());
        Sender<UserSequence> sender = new Sender<>(workbench.kafka(), topics.userSequences());
        ListReader lists = new ListReader(workbench.bootstrapServers(), topics.recommendations())) {
      serving.start();
      ServingRun.await(serving, () -> serving.ready() && serving.stats().refinement().swaps() == 1);
      send(sender, lists, "warm-up", 0);
      ServingRun.await(serving, () -> lists.refined() == users);
      long start = System.nanoTime();
      send(sender, lists, "burst", 0);
      ServingRun.await(serving, () -> lists.refined() == 2 * users);
      double rate = 1e9 * users / (System.nanoTime() - start);
      lists.forgetTimes();
      send(sender, lists, "steady", rate / 2);
      ServingRun.await(serving, () -> lists.refined() == 3 * users);
      print(batch, rate, lists);
    }
  }

  private void print(int batch, double rate, ListReader lists) {
    Percentiles instant = lists.instantTimes();
    Percentiles refined = lists.refinedTimes();
    out.printf(
        "batch %-10d %9.1f   instant %.0f and %.0f, refined %.0f and %.0f%n",
        batch, rate, instant.p50(), instant.p99(), refined.p50(), refined.p99());
    out.flush();
  }

  private void fill(Workbench workbench, Topics topics, CheckpointAnnouncement announcement) {
    try (Sender<Item> items = new Sender<>(workbench.kafka(), topics.items())) {
      data.items().forEach(item -> items.send(item.getItemId(), item));
    }
    try (Sender<CheckpointAnnouncement> checkpoints =
        new Sender<>(workbench.kafka(), topics.checkpoints())) {
      checkpoints.send(announcement.getModel(), announcement);
    }
  }

  /** At so many a second, or all at once where that is 0. */
  private void send(Sender<UserSequence> sender, ListReader lists, String phase, double perSecond) {
    long start = System.nanoTime();
    for (int user = 0; user < users; user++) {
      if (perSecond > 0) {
        ServingRun.pauseUntil(start + (long) (user * 1e9 / perSecond));
      }
      String id = phase + "-" + user;
      lists.sent(id);
      sender.send(
          id, ServingRun.sequence(id, data.histories().get(user % data.histories().size())));
    }
  }
}
