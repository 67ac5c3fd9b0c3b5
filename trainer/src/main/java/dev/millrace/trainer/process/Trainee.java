package dev.millrace.trainer.process;

import dev.millrace.checkpoint.Checkpoint;
import dev.millrace.checkpoint.CheckpointPart;
import dev.millrace.trainer.forgetting.UserMemory;
import dev.millrace.trainer.learning.Learner;
import dev.millrace.trainer.progressive.ExampleCounts;
import dev.millrace.trainer.progressive.FusionChoice;
import dev.millrace.trainer.reservoir.Reservoir;
import dev.millrace.trainer.reservoir.ReservoirFile;
import dev.millrace.trainer.settings.TrainerSettings;
import java.io.IOException;
import java.util.List;

/**
 * Everything that examples change: model, learner and reservoir, and what is known without a
 * language model.
 *
 * @param model closed with this
 * @param learner closed with this
 * @param reservoir what may be learned again
 * @param counts the collaborative model of what was read
 * @param fusion how the two models are put together
 * @param users from whom was learned
 */
record Trainee(
    LanguageModel model,
    Learner learner,
    Reservoir reservoir,
    ExampleCounts counts,
    FusionChoice fusion,
    UserMemory users)
    implements AutoCloseable {

  /**
   * One that has learned nothing.
   *
   * @param counts of nothing
   */
  static Trainee begin(LanguageModel model, ExampleCounts counts, TrainerSettings settings) {
    Learner learner =
        new Learner(
            model.trainable(), settings.optimization().endless(settings.objective().config()));
    return new Trainee(
        model,
        learner,
        new Reservoir(settings.online().reservoir().capacity(), settings.optimization().seed()),
        counts,
        new FusionChoice(settings.online().fusion()),
        new UserMemory());
  }

  /**
   * Goes on where a checkpoint was written.
   *
   * @param checkpoint that the model was loaded from
   */
  void restore(Checkpoint checkpoint) throws IOException {
    TrainerState state = TrainerState.read(checkpoint.directory());
    OptimizerFile.read(
        learner.optimizer(),
        checkpoint.directory(),
        model.decoder().manager(),
        state.optimizerSteps());
    learner.restore(state.learner());
    ReservoirFile.read(reservoir, checkpoint.directory());
    counts.read(checkpoint.directory());
    fusion.read(checkpoint.directory(), checkpoint.record().fusion());
    users.read(checkpoint);
  }

  /** What a checkpoint holds of it. */
  List<CheckpointPart> parts() {
    return List.of(
        model::write,
        directory -> OptimizerFile.write(learner.optimizer(), directory),
        directory -> TrainerState.of(learner.state(), learner.optimizer().steps()).write(directory),
        directory -> ReservoirFile.write(reservoir, directory),
        counts::write,
        fusion::write,
        users::write);
  }

  @Override
  public void close() {
    learner.close();
    model.close();
  }
}
