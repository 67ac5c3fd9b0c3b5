package dev.millrace.trainer.objective;

/** The temperature τ of a masked softmax. */
public sealed interface Temperature {

  /** τ at the first step. */
  double start();

  /**
   * The same at every step.
   *
   * @param start above 0
   */
  record Fixed(double start) implements Temperature {

    /** Refuses a temperature that is not above 0. */
    public Fixed {
      requirePositive("start", start);
    }
  }

  /**
   * Follows the logits of the catalogue's first tokens; see {@link AdaptiveTemperature}.
   *
   * @param eta η, the mass of the ground truth that is aimed at, as a share of the others' mass
   * @param minimum lowest τ*
   * @param maximum highest τ*
   * @param rate α, how far τ goes towards τ* in a step
   * @param start τ at the first step
   */
  record Adaptive(double eta, double minimum, double maximum, double rate, double start)
      implements Temperature {

    /** Refuses figures out of range. */
    public Adaptive {
      requirePositive("eta", eta);
      requirePositive("minimum", minimum);
      requirePositive("start", start);
      if (!(maximum >= minimum)) {
        throw new IllegalArgumentException(
            "The maximum is at least the minimum %s, but was %s".formatted(minimum, maximum));
      }
      if (!(rate >= 0 && rate <= 1)) {
        throw new IllegalArgumentException("The rate is from 0 to 1, but was " + rate);
      }
    }

    /** η 0.25, τ* from 1.5 to 5, α 0.05, starting at 1.5. */
    public static Adaptive defaults() {
      return new Adaptive(0.25, 1.5, 5, 0.05, 1.5);
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("%s is above 0, but was %s".formatted(name, value));
    }
  }
}
