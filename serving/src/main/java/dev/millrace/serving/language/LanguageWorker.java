package dev.millrace.serving.language;

import dev.millrace.model.llm.TensorEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that asks language models. A new model takes its place between two windows of jobs; so
 * do changes of the catalogue. The thread survives what a model fails with, errors too: lists of
 * the instant lane do without it, and the next model may do better.
 */
public final class LanguageWorker<J extends RankingJob> implements Rankers<J>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LanguageWorker.class);
  private static final Duration LOOK_AROUND = Duration.ofMillis(100);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final BlockingQueue<List<J>> windows = new ArrayBlockingQueue<>(1);
  private final ConcurrentLinkedQueue<Ranked<J>> finished = new ConcurrentLinkedQueue<>();
  private final Map<Role, LoadedModel> ready = new ConcurrentHashMap<>();
  private final Map<Role, String> checkpoints = new ConcurrentHashMap<>();
  private final Map<Role, LoadedModel> models = new EnumMap<>(Role.class);
  private final Listener listener;
  private final int threads;
  private final Thread thread;
  private volatile boolean stopping;

  /** Is told what the worker does; from any thread. */
  public interface Listener {

    /** Some jobs have been ranked. */
    void ranked(int jobs, Duration time);

    /** A window of jobs could not be ranked, or a model not be taken in or freed. */
    void failed();

    /** A model has begun to answer. */
    void swapped(Role role, String checkpointId);
  }

  /**
   * @param threads of the tensor library; 0 leaves it its own choice
   */
  public LanguageWorker(Listener listener, int threads) {
    this.listener = listener;
    this.threads = threads;
    this.thread = new Thread(this::run, "language-model");
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  @Override
  public @Nullable String checkpointId(Role role) {
    return checkpoints.get(role);
  }

  @Override
  public boolean isFree() {
    return windows.isEmpty();
  }

  @Override
  public void submit(List<J> window) {
    if (!windows.offer(List.copyOf(window))) {
      fail(window);
    }
  }

  @Override
  public List<Ranked<J>> finished() {
    List<Ranked<J>> taken = new ArrayList<>();
    for (Ranked<J> next = finished.poll(); next != null; next = finished.poll()) {
      taken.add(next);
    }
    return taken;
  }

  /** Lets a model answer from the next window on; the one before it is closed then. */
  void swap(Role role, LoadedModel model) {
    free(ready.put(role, model));
    if (stopping) {
      free(ready.remove(role));
    }
  }

  private void run() {
    try {
      while (!stopping) {
        turn();
      }
    } finally {
      freeAll(models);
      freeAll(ready);
    }
  }

  private void turn() {
    try {
      takeSwaps();
      List<J> window = next();
      if (window != null) {
        work(window);
      }
    } catch (RuntimeException | Error failure) {
      LOG.error("The thread of the language models goes on after a failure", failure);
      listener.failed();
      pause();
    }
  }

  private @Nullable List<J> next() {
    try {
      return windows.poll(LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      stopping = true;
      return null;
    }
  }

  private void takeSwaps() {
    for (Role role : Role.values()) {
      LoadedModel fresh = ready.remove(role);
      if (fresh != null) {
        free(models.put(role, fresh));
        checkpoints.put(role, fresh.checkpointId());
        TensorEngine.useThreads(threads);
        listener.swapped(role, fresh.checkpointId());
      }
    }
  }

  private void work(List<J> window) {
    for (Role role : Role.values()) {
      List<J> jobs = window.stream().filter(job -> job.role() == role).toList();
      if (!jobs.isEmpty()) {
        work(jobs, models.get(role));
      }
    }
  }

  private void work(List<J> jobs, @Nullable LoadedModel model) {
    if (model == null) {
      fail(jobs);
      return;
    }
    List<J> left = new ArrayList<>(jobs);
    try {
      model.followCatalogue();
      long start = System.nanoTime();
      Consumer<Ranked<J>> done =
          ranked -> {
            left.remove(ranked.job());
            finished.add(ranked);
          };
      model.rank(jobs, done);
      listener.ranked(jobs.size(), Duration.ofNanos(System.nanoTime() - start));
    } catch (RuntimeException | Error failure) {
      fail(left);
      LOG.error("A language model failed; checkpoint={}", model.checkpointId(), failure);
      listener.failed();
      pause();
    }
  }

  private void fail(List<J> jobs) {
    jobs.forEach(job -> finished.add(new Ranked<>(job, null)));
  }

  private void pause() {
    try {
      Thread.sleep(AFTER_FAILURE.toMillis());
    } catch (InterruptedException stop) {
      stopping = true;
    }
  }

  /** Stops after the window at work, and frees all models. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    freeAll(ready);
  }

  private void freeAll(Map<Role, LoadedModel> unused) {
    unused.values().forEach(this::free);
    unused.clear();
  }

  /** Whatever it fails with: the thread, and the other models, have to go on. */
  private void free(@Nullable LoadedModel unused) {
    if (unused == null) {
      return;
    }
    try {
      unused.close();
    } catch (RuntimeException | Error failure) {
      LOG.error(
          "A language model could not be freed; checkpoint={}", unused.checkpointId(), failure);
      listener.failed();
    }
  }
}
