package dev.millrace.serving.language;

import dev.millrace.checkpoint.store.CheckpointReference;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the wanted checkpoint of a role in use. One that cannot be made ready leaves the one before
 * in its place, and is tried again after a second, then two, four and so on up to a minute. Belongs
 * to the thread that loads.
 */
public final class ModelSlot<J extends RankingJob> {

  private static final Logger LOG = LoggerFactory.getLogger(ModelSlot.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Role role;
  private final ModelLoader loader;
  private final LanguageWorker<J> worker;
  private final Listener listener;
  private final LongSupplier nanos;
  private @Nullable CheckpointReference inUse;
  private @Nullable Failure failure;

  /** Is told what became of loading, on its thread. */
  public interface Listener {

    /** A checkpoint could not be made ready. */
    void loadFailed(Role role);

    /** A checkpoint has been made ready. */
    void loaded(Role role, Duration time);
  }

  private record Failure(CheckpointReference reference, Duration pause, long retryNanos) {}

  /**
   * @param worker is given what is ready
   * @param nanos the time, for pauses
   */
  public ModelSlot(
      Role role,
      ModelLoader loader,
      LanguageWorker<J> worker,
      Listener listener,
      LongSupplier nanos) {
    this.role = role;
    this.loader = loader;
    this.worker = worker;
    this.listener = listener;
    this.nanos = nanos;
  }

  /**
   * Makes a checkpoint ready and hands it over, unless it is in use or failed a moment ago.
   *
   * @param warmUp jobs like those to come
   */
  public void want(CheckpointReference wanted, List<J> warmUp) {
    if (wanted.equals(inUse) || isPaused(wanted)) {
      return;
    }
    long start = nanos.getAsLong();
    try {
      worker.swap(role, loader.load(wanted, warmUp));
      inUse = wanted;
      failure = null;
      Duration time = Duration.ofNanos(nanos.getAsLong() - start);
      LOG.info(
          "Checkpoint ready; role={} checkpoint={} millis={}", role, wanted.id(), time.toMillis());
      listener.loaded(role, time);
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError unusable) {
      fail(wanted, unusable);
    }
  }

  private boolean isPaused(CheckpointReference wanted) {
    return failure != null
        && failure.reference().equals(wanted)
        && nanos.getAsLong() - failure.retryNanos() < 0;
  }

  private void fail(CheckpointReference wanted, Throwable reason) {
    Failure before = failure;
    Duration pause =
        before != null && before.reference().equals(wanted)
            ? before.pause().multipliedBy(2)
            : FIRST_PAUSE;
    Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    failure = new Failure(wanted, bounded, nanos.getAsLong() + bounded.toNanos());
    LOG.warn(
        "Checkpoint not loaded, the one before stays; role={} checkpoint={} retryAfter={} reason={}",
        role,
        wanted.id(),
        bounded,
        reason.toString());
    listener.loadFailed(role);
  }
}
