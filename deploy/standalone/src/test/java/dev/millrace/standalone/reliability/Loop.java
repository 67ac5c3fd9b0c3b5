package dev.millrace.standalone.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.checkpoint.store.CheckpointStore;
import dev.millrace.checkpoint.store.FileStore;
import dev.millrace.checkpoint.store.StoredCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A pipeline with a language model of its name: streams, a trainer that publishes a checkpoint
 * every few examples, and serving that refines every list by the newest of them.
 *
 * @param pipeline its topics
 * @param people who click
 * @param streams its process
 * @param trainer its process
 * @param serving its process
 */
record Loop(
    Pipeline pipeline,
    People people,
    MillraceProcess streams,
    MillraceProcess trainer,
    MillraceProcess serving)
    implements AutoCloseable {

  private static final String ONE = "one";

  /** What people did reaches serving while they look at a list. */
  private static final String[] OFTEN = {
    "streams.commit-intervals.transitions=200ms", "streams.commit-intervals.popularity=200ms"
  };

  /** Every candidate is promoted, so that serving swaps often. */
  private static final String[] TRAINING =
      SmallTraining.with(
          "trainer.online.reservoir.capacity=500",
          "trainer.online.checkpoint.every-examples=48",
          "trainer.online.checkpoint.confidence=0",
          "trainer.online.checkpoint.minimum-cases=1",
          "trainer.online.checkpoint.tolerance=1");

  /** Starts all three; the language model that serving begins with has learned nothing yet. */
  static Loop start(Pipeline pipeline, People people) {
    people.sendItems(pipeline);
    Loop loop =
        new Loop(
            pipeline,
            people,
            pipeline.startStreams(OFTEN),
            pipeline.startEndlessTrainer(pipeline.name(), ONE, TRAINING),
            pipeline.startServingWith(pipeline.name(), "serving.lists.emit-unchanged=true"));
    try {
      loop.promoteFirst();
    } catch (RuntimeException | Error failed) {
      loop.close();
      throw failed;
    }
    return loop;
  }

  private void promoteFirst() {
    Eventually.holds("there is a model", () -> says(trainer, "Learning begins"));
    String first = checkpoints().get(0).reference().id().value();
    assertThat(pipeline.checkpoint(pipeline.name(), "promote", first).err()).isEmpty();
    Eventually.holds("it serves", () -> says(serving, "Checkpoint ready"));
  }

  /** Whether a process, which must still be there, has logged something. */
  private static boolean says(MillraceProcess process, String words) {
    process.mustRun();
    return process.log().contains(words);
  }

  /** All checkpoints, in the order of their steps. */
  List<StoredCheckpoint> checkpoints() {
    try (CheckpointStore store = FileStore.open(pipeline.store(pipeline.name()))) {
      return store.list(pipeline.name());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the trainer; another learns all that there is to learn. */
  void learnAll(TopicProbe probe) {
    new Quiet(probe, streams, serving).awaitSequences(pipeline);
    trainer.kill();
    try (MillraceProcess last = pipeline.startTrainer(pipeline.name(), ONE, TRAINING)) {
      assertThat(last.awaitExit()).as(last::log).isZero();
    }
  }

  /** Waits until every list is refined and every click judged. */
  void settle(TopicProbe probe) {
    Quiet quiet = new Quiet(probe, streams, serving);
    quiet.awaitSequences(pipeline);
    Eventually.holds("all lists are refined", areAllRefined(probe));
    quiet.awaitJudged(pipeline);
  }

  private BooleanSupplier areAllRefined(TopicProbe probe) {
    return () -> {
      serving.mustRun();
      CurrentLists lists = CurrentLists.of(probe.committed(pipeline.topics().recommendations()));
      return Outcome.newest(probe.committed(pipeline.topics().userSequences())).values().stream()
          .allMatch(lists::refines);
    };
  }

  @Override
  public void close() {
    streams.close();
    trainer.close();
    serving.close();
  }
}
