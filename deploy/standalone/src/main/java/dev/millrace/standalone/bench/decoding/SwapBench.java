package dev.millrace.standalone.bench.decoding;

import dev.millrace.avro.Item;
import dev.millrace.checkpoint.store.CheckpointReference;
import dev.millrace.checkpoint.store.CheckpointStore;
import dev.millrace.checkpoint.store.FileStore;
import dev.millrace.model.catalogue.TitledItem;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.fusion.FusionForm;
import dev.millrace.model.init.InitProgress;
import dev.millrace.model.init.InitialModel;
import dev.millrace.model.init.ModelInitializer;
import dev.millrace.serving.language.CheckpointAccess;
import dev.millrace.serving.language.LanguageWorker;
import dev.millrace.serving.language.LoadingOptions;
import dev.millrace.serving.language.ModelLoader;
import dev.millrace.serving.language.ModelSlot;
import dev.millrace.serving.language.Ranked;
import dev.millrace.serving.language.Role;
import dev.millrace.serving.language.TitleFeed;
import dev.millrace.standalone.bench.BenchmarkException;
import dev.millrace.standalone.bench.MemorySample;
import dev.millrace.standalone.bench.TemporaryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Swaps checkpoints again and again, as serving does it, with questions between two swaps, and
 * looks at the memory of the process.
 */
public final class SwapBench {

  /** Memory is measured so often. */
  public static final int SAMPLES = 10;

  private static final int USERS = 16;

  /** Models that are kept would make several times as much of it. */
  private static final double MOST_GROWTH = 1.2;

  private static final double MEBIBYTE = 1 << 20;

  private final DecodeData data;
  private final InitialModel shape;
  private final PrintWriter out;
  private final List<MemorySample> samples = new ArrayList<>();

  /**
   * @param data whose items are the catalogue
   * @param shape of the models
   * @param out where figures go as they come
   */
  public SwapBench(DecodeData data, InitialModel shape, PrintWriter out) {
    this.data = data;
    this.shape = shape;
    this.out = out;
  }

  /**
   * Swaps.
   *
   * @param swaps how often, at least {@value #SAMPLES}
   * @return whether memory stayed bounded
   */
  public boolean run(int swaps) {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      run(swaps, folder.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return verdict();
  }

  /** By the least of several samples: what a library keeps for its next use comes and goes. */
  private boolean verdict() {
    int quarter = samples.size() / 4;
    double early = leastResident(quarter, 2 * quarter);
    double late = leastResident(samples.size() - quarter, samples.size());
    boolean flat = late < MOST_GROWTH * early;
    out.printf(
        "least RSS: %.0f MiB in the second quarter, %.0f MiB in the last: %s%n",
        early / MEBIBYTE, late / MEBIBYTE, flat ? "flat" : "GROWING");
    out.flush();
    return flat;
  }

  private double leastResident(int from, int to) {
    return samples.subList(from, to).stream()
        .mapToLong(sample -> sample.residentBytes().orElse(1))
        .min()
        .orElseThrow();
  }

  private void run(int swaps, Path folder) throws IOException {
    Path model = folder.resolve("model");
    new ModelInitializer(shape, InitProgress.silent())
        .write(data.items().stream().map(Item::getTitle).toList(), model, true);
    ItemDictionary names = new ItemDictionary();
    TitleFeed titles = new TitleFeed(names);
    data.items().forEach(item -> titles.put(TitledItem.of(item.getItemId(), item.getTitle())));
    try (CheckpointStore store = FileStore.open(folder.resolve("store"));
        LanguageWorker<HistoryJob> worker = new LanguageWorker<>(new Silent(), 0)) {
      UntrainedCheckpoints checkpoints = new UntrainedCheckpoints(store, model);
      List<CheckpointReference> both =
          List.of(checkpoints.publish(1).reference(), checkpoints.publish(2).reference());
      ModelLoader loader =
          new ModelLoader(
              new CheckpointAccess(store, folder.resolve("cache")),
              new LoadingOptions(
                  UntrainedCheckpoints.MODEL, "", 30, USERS, new FusionForm.Linear(0.9), 0),
              titles,
              names);
      worker.start();
      swap(
          swaps,
          both,
          new Swapped(
              new ModelSlot<>(Role.CURRENT, loader, worker, new Silent(), System::nanoTime),
              worker,
              jobs(names)));
    }
  }

  private record Swapped(
      ModelSlot<HistoryJob> slot, LanguageWorker<HistoryJob> worker, List<HistoryJob> jobs) {

    /** Swaps and asks; the answers must be those of the new model. */
    void once(CheckpointReference reference) {
      slot.want(reference, jobs);
      String wanted = reference.id().value();
      while (!wanted.equals(worker.checkpointId(Role.CURRENT))) {
        pause();
      }
      worker.submit(jobs);
      List<Ranked<HistoryJob>> answers = new ArrayList<>();
      while (answers.size() < jobs.size()) {
        answers.addAll(worker.finished());
        pause();
      }
      for (Ranked<HistoryJob> answer : answers) {
        if (answer.answer() == null || !answer.answer().checkpointId().equals(wanted)) {
          throw new BenchmarkException("Checkpoint %s did not answer".formatted(wanted));
        }
      }
    }

    private static void pause() {
      try {
        Thread.sleep(2);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void swap(int swaps, List<CheckpointReference> both, Swapped swapped) {
    out.printf("%12s %12s %12s%n", "swaps", "heap MiB", "RSS MiB");
    for (int number = 1; number <= swaps; number++) {
      swapped.once(both.get(number % 2));
      if (number % (swaps / SAMPLES) == 0) {
        sample(number);
      }
    }
  }

  private void sample(int number) {
    MemorySample sample = MemorySample.take(number);
    samples.add(sample);
    out.printf(
        "%,12d %12.0f %12.0f%n",
        number, sample.heapBytes() / MEBIBYTE, sample.residentBytes().orElse(0) / MEBIBYTE);
    out.flush();
  }

  private static List<HistoryJob> jobs(ItemDictionary names) {
    return IntStream.range(0, USERS)
        .mapToObj(
            user ->
                HistoryJob.of(
                    ItemIds.of(user % names.size(), (7 * user + 3) % names.size()),
                    ItemIds.of((11 * user + 5) % names.size())))
        .toList();
  }

  /** Nobody counts here. */
  private static final class Silent implements LanguageWorker.Listener, ModelSlot.Listener {

    @Override
    public void ranked(int jobs, Duration time) {
      // The benchmark looks at memory only.
    }

    @Override
    public void failed() {
      // An answer that is missing says so.
    }

    @Override
    public void swapped(Role role, String checkpointId) {
      // The worker is asked.
    }

    @Override
    public void loadFailed(Role role) {
      throw new BenchmarkException("A checkpoint could not be loaded");
    }

    @Override
    public void loaded(Role role, Duration time) {
      // The benchmark looks at memory only.
    }
  }
}
