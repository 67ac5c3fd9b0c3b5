package dev.millrace.serving;

import dev.millrace.checkpoint.CheckpointException;
import dev.millrace.checkpoint.CheckpointId;
import dev.millrace.checkpoint.store.CheckpointReference;
import dev.millrace.serving.LanguageModelSettings.VariantSettings;
import dev.millrace.serving.language.ModelLoader;
import dev.millrace.serving.language.ModelSlot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that follows announcements and makes checkpoints ready, beside the one in use. It goes
 * on whatever fails.
 */
final class CheckpointWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointWatch.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  private final CheckpointFollower follower;
  private final ModelLoader loader;
  private final Slots slots;
  private final VariantSettings variant;
  private final Supplier<List<Refinement>> sample;
  private final Thread thread = new Thread(this::run, "checkpoints");
  private @Nullable CheckpointReference fixed;
  private volatile boolean stopping;

  /**
   * Where models are kept.
   *
   * @param current of everybody
   * @param variant of those who stay on a checkpoint
   */
  record Slots(ModelSlot<Refinement> current, ModelSlot<Refinement> variant) {}

  /**
   * @param follower closed with this
   * @param sample jobs to warm models up with
   */
  CheckpointWatch(
      CheckpointFollower follower,
      ModelLoader loader,
      Slots slots,
      VariantSettings variant,
      Supplier<List<Refinement>> sample) {
    this.follower = follower;
    this.loader = loader;
    this.slots = slots;
    this.variant = variant;
    this.sample = sample;
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!stopping) {
      try {
        follower.poll(POLL).ifPresent(reference -> slots.current().want(reference, sample.get()));
        if (variant.isOn()) {
          slots.variant().want(fixed(), sample.get());
        }
      } catch (KafkaException | CheckpointException | IOException notNow) {
        LOG.warn("Checkpoints cannot be followed now; reason={}", notNow.toString());
        pause();
      } catch (RuntimeException unexpected) {
        LOG.error("Checkpoints cannot be followed now", unexpected);
        pause();
      }
    }
    follower.close();
  }

  private CheckpointReference fixed() throws IOException {
    CheckpointReference found = fixed;
    if (found == null) {
      found = loader.find(new CheckpointId(variant.checkpoint()));
      fixed = found;
    }
    return found;
  }

  private void pause() {
    try {
      Thread.sleep(AFTER_FAILURE.toMillis());
    } catch (InterruptedException stop) {
      stopping = true;
    }
  }

  /** Stops after what is being loaded. */
  @Override
  public void close() {
    stopping = true;
    if (thread.getState() == Thread.State.NEW) {
      follower.close();
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
