package dev.millrace.trainer.process;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.checkpoint.CheckpointLayout;
import dev.millrace.trainer.learning.LearnerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a checkpoint holds of a learner beside weights and moments. All random numbers follow from
 * the seed and these figures, so there is no other random state.
 *
 * @param step steps taken, and so the place in the schedule of the learning rate
 * @param temperature τ of the next step
 * @param skippedSteps steps left out in all
 * @param skippedInARow those since the last step taken
 * @param optimizerSteps steps of the optimiser
 */
record TrainerState(
    long step, double temperature, long skippedSteps, int skippedInARow, long optimizerSteps) {

  static TrainerState of(LearnerState state, long optimizerSteps) {
    return new TrainerState(
        state.step(),
        state.temperature(),
        state.skippedSteps(),
        state.skippedInARow(),
        optimizerSteps);
  }

  LearnerState learner() {
    return new LearnerState(step, temperature, skippedSteps, skippedInARow);
  }

  void write(Path checkpoint) throws IOException {
    Files.write(
        checkpoint.resolve(CheckpointLayout.STATE),
        new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
  }

  static TrainerState read(Path checkpoint) throws IOException {
    return new JsonMapper()
        .readValue(
            Files.readAllBytes(checkpoint.resolve(CheckpointLayout.STATE)), TrainerState.class);
  }
}
