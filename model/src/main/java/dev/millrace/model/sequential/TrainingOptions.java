package dev.millrace.model.sequential;

/**
 * How a network is trained.
 *
 * @param epochs passes over the training data at most
 * @param patience epochs without a better validation after which training ends
 * @param batchTargets targets of a step, at least
 * @param learningRate length of AdamW's steps
 * @param weightDecay of AdamW, on matrices
 * @param clip gradients with a larger norm are shortened to it
 * @param loss what is made small
 * @param seed of cuts, order, negatives and dropout
 */
public record TrainingOptions(
    int epochs,
    int patience,
    int batchTargets,
    double learningRate,
    double weightDecay,
    double clip,
    NextItemLoss loss,
    long seed) {

  /** Refuses figures that train nothing. */
  public TrainingOptions {
    Sizes.atLeastOne("epochs", epochs);
    Sizes.atLeastOne("patience", patience);
    Sizes.atLeastOne("batchTargets", batchTargets);
    if (!(learningRate > 0 && weightDecay >= 0 && clip > 0)) {
      throw new IllegalArgumentException(
          "learningRate and clip are above 0 and weightDecay is not negative, but they were %s, %s and %s"
              .formatted(learningRate, clip, weightDecay));
    }
  }

  /** Full softmax; up to 30 epochs, patience 3, 512 targets a step, learning rate 3e-3. */
  public static TrainingOptions defaults(long seed) {
    return new TrainingOptions(30, 3, 512, 3e-3, 0, 5, new NextItemLoss.FullSoftmax(), seed);
  }

  /** These options with other limits on the epochs. */
  public TrainingOptions withEpochs(int most, int patient) {
    return new TrainingOptions(
        most, patient, batchTargets, learningRate, weightDecay, clip, loss, seed);
  }

  /** These options with another loss. */
  public TrainingOptions withLoss(NextItemLoss other) {
    return new TrainingOptions(
        epochs, patience, batchTargets, learningRate, weightDecay, clip, other, seed);
  }
}
