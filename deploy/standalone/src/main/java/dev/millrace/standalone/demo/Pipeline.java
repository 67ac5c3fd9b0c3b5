package dev.millrace.standalone.demo;

import dev.millrace.contract.Topics;
import dev.millrace.contract.freshness.Freshness;
import dev.millrace.serving.RefinementStats;
import dev.millrace.serving.ServingApplication;
import dev.millrace.serving.ServingSettings;
import dev.millrace.serving.ServingState;
import dev.millrace.streams.StreamsApplication;
import dev.millrace.streams.StreamsSettings;
import dev.millrace.streams.StreamsState;
import dev.millrace.streams.TopologyName;
import dev.millrace.trainer.process.TrainerApplication;
import dev.millrace.trainer.process.TrainerStats;
import dev.millrace.trainer.process.TrainerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Streams and serving side by side in this JVM, and a trainer if there is one. */
public final class Pipeline implements AutoCloseable {

  private static final Duration LOOK_AROUND = Duration.ofMillis(100);

  private final StreamsApplication streams;
  private final ServingApplication serving;
  private @Nullable TrainerApplication trainer;

  private Pipeline(StreamsApplication streams, ServingApplication serving) {
    this.streams = streams;
    this.serving = serving;
  }

  /** Starts both, without a language model. */
  public static Pipeline start(
      StreamsSettings streamsSettings, ServingSettings servingSettings, Topics topics) {
    return start(
        new StreamsApplication(streamsSettings, topics, EnumSet.allOf(TopologyName.class)),
        new ServingApplication(servingSettings, topics));
  }

  /**
   * Starts both.
   *
   * @param streams all topologies
   * @param serving of the same topics
   */
  public static Pipeline start(StreamsApplication streams, ServingApplication serving) {
    Pipeline pipeline = new Pipeline(streams, serving);
    try {
      streams.start();
      pipeline.serving.start();
      return pipeline;
    } catch (RuntimeException e) {
      pipeline.close();
      throw e;
    }
  }

  /** Lets a trainer begin; it is closed with the pipeline. */
  public void train(TrainerApplication fresh) {
    trainer = fresh;
    fresh.start();
  }

  /** What has been learned; absent where nobody trains. */
  public Optional<TrainerStats> training() {
    return Optional.ofNullable(trainer).map(TrainerApplication::stats);
  }

  /**
   * Waits until every topology runs and serving is caught up.
   *
   * @return false if that did not happen in time
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public boolean awaitReady(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    if (!streams.awaitRunning(timeout)) {
      return false;
    }
    while (!serving.ready() && failure().isEmpty()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(LOOK_AROUND.toMillis());
    }
    return failure().isEmpty();
  }

  /** What broke, if something did. */
  public Optional<Throwable> failure() {
    if (streams.state() instanceof StreamsState.Failed failed) {
      return Optional.of(failed.cause());
    }
    if (serving.state() instanceof ServingState.Failed failed) {
      return Optional.of(failed.cause());
    }
    return trainer != null && trainer.status() instanceof TrainerStatus.Failed failed
        ? Optional.of(failed.cause())
        : Optional.empty();
  }

  /** Records that streams and serving have not worked through yet. */
  public long lag() {
    return streams.lag().values().stream().mapToLong(Long::longValue).sum() + serving.stats().lag();
  }

  /** How long interactions took to come to each stage, in the order of the stages. */
  List<Freshness> freshness() {
    List<Freshness> stages = new ArrayList<>(serving.freshness());
    TrainerApplication present = trainer;
    if (present != null) {
      stages.addAll(present.freshness());
    }
    stages.sort(Comparator.comparing(Freshness::stage));
    return stages;
  }

  /** Whether all that has come has been worked through, learned and answered. */
  boolean isIdle() {
    RefinementStats refinement = serving.stats().refinement();
    return lag() == 0
        && refinement.due() + refinement.behind() == 0
        && training().map(TrainerStats::lag).orElse(0L) == 0;
  }

  /** The streams. */
  public StreamsApplication streams() {
    return streams;
  }

  /** Serving. */
  public ServingApplication serving() {
    return serving;
  }

  @Override
  public void close() {
    try {
      if (trainer != null) {
        trainer.close();
      }
    } finally {
      try {
        serving.close();
      } finally {
        streams.close();
      }
    }
  }
}
