package dev.millrace.standalone.bench.training;

import dev.millrace.model.llm.Decoder;
import dev.millrace.trainer.example.TrainingRow;
import dev.millrace.trainer.learning.Learner;
import dev.millrace.trainer.learning.LearnerOptions;
import dev.millrace.trainer.learning.LearningContext;
import dev.millrace.trainer.learning.TrainableModel;
import dev.millrace.trainer.objective.ObjectiveConfig;
import dev.millrace.trainer.settings.OptimizationSettings;
import java.util.List;

/**
 * Makes what takes a variant's steps.
 *
 * @param decoder learns; stays open
 * @param context catalogue and rewards
 * @param settings of the steps
 */
record Steppers(Decoder decoder, LearningContext context, OptimizationSettings settings) {

  Stepper of(Variant variant) {
    return switch (variant) {
      case MSL -> product(ObjectiveConfig.msl());
      case LML -> product(ObjectiveConfig.lml());
      case ILREC -> product(ObjectiveConfig.ilrec());
      case DENSE_MSL ->
          new PlainLearner(
              decoder,
              new DenseMaskedSoftmax(decoder, context.trie()),
              options(ObjectiveConfig.msl()));
      case PADDED_LML ->
          new PlainLearner(
              decoder,
              new PaddedLanguageModelling(decoder, context.trie()),
              options(ObjectiveConfig.lml()));
    };
  }

  private LearnerOptions options(ObjectiveConfig objective) {
    return settings.endless(objective);
  }

  private Stepper product(ObjectiveConfig objective) {
    return new ProductStepper(
        new Learner(new TrainableModel.Full(decoder), options(objective)), context);
  }

  private record ProductStepper(Learner learner, LearningContext context) implements Stepper {

    @Override
    public void step(List<TrainingRow> rows) {
      learner.learn(rows, context);
    }

    @Override
    public void close() {
      learner.close();
    }
  }
}
