package dev.millrace.trainer.learning;

/**
 * The learning rate by step: rises evenly from 0 to its peak, and then stays or falls.
 *
 * @param peak the largest rate
 * @param warmUpSteps how many steps it takes to get there
 * @param course what comes then
 */
public record LearningRate(double peak, long warmUpSteps, Course course) {

  /** What comes after the warm-up. */
  public sealed interface Course {

    /** The rate stays: a stream has no end. */
    record Constant() implements Course {}

    /**
     * Half a cosine, from the peak down to a share of it (arXiv 1608.03983, without restarts);
     * after the last step it stays there.
     *
     * @param steps of the whole training, the warm-up included
     * @param floor share of the peak that is left, 0 to 1
     */
    record Cosine(long steps, double floor) implements Course {

      /** Refuses a course without steps and a floor outside its range. */
      public Cosine {
        if (steps < 1 || !(floor >= 0 && floor <= 1)) {
          throw new IllegalArgumentException(
              "A cosine has at least 1 step and a floor from 0 to 1, but had %d and %s"
                  .formatted(steps, floor));
        }
      }
    }
  }

  /** Refuses a rate that is not above 0 and a negative warm-up. */
  public LearningRate {
    if (!(peak > 0) || warmUpSteps < 0) {
      throw new IllegalArgumentException(
          "A learning rate is above 0 and its warm-up not negative, but they were %s and %d"
              .formatted(peak, warmUpSteps));
    }
  }

  /** Constant after a warm-up. */
  public static LearningRate constant(double peak, long warmUpSteps) {
    return new LearningRate(peak, warmUpSteps, new Course.Constant());
  }

  /**
   * The rate of a step.
   *
   * @param step from 1
   */
  public double at(long step) {
    if (step < warmUpSteps) {
      return peak * step / warmUpSteps;
    }
    if (course instanceof Course.Cosine cosine) {
      return peak * share(cosine, step);
    }
    return peak;
  }

  private double share(Course.Cosine cosine, long step) {
    double falling = Math.max(1, cosine.steps() - warmUpSteps);
    double done = Math.min(1, (step - warmUpSteps) / falling);
    return cosine.floor() + (1 - cosine.floor()) * (1 + Math.cos(Math.PI * done)) / 2;
  }
}
