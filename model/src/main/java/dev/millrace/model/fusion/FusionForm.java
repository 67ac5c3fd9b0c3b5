package dev.millrace.model.fusion;

import java.util.Arrays;
import java.util.Locale;

/** How two probabilities of the same candidates become one score. */
public sealed interface FusionForm {

  /**
   * Scores candidates.
   *
   * @param collaborative p_CF of each, not negative; normalised here over the candidates
   * @param logLanguage log P_LM of each; normalised here over the candidates
   * @return larger is better, in the candidates' order
   */
  double[] scores(double[] collaborative, double[] logLanguage);

  /** In words, for tables and manifests. */
  String describe();

  /**
   * α · p_CF + (1 − α) · P_LM^(1/T), both normalised over the candidates.
   *
   * @param alpha from 0, the language model alone, to 1, the collaborative model alone
   * @param temperature T, above 0; more than 1 trusts a language model less that is surer than it
   *     is right
   */
  record Linear(double alpha, double temperature) implements FusionForm {

    /** Refuses numbers outside their range. */
    public Linear {
      if (!(alpha >= 0 && alpha <= 1) || !(temperature > 0)) {
        throw new IllegalArgumentException(
            "alpha is from 0 to 1 and the temperature above 0, but they were %s and %s"
                .formatted(alpha, temperature));
      }
    }

    /** With P_LM as it is. */
    public Linear(double alpha) {
      this(alpha, 1);
    }

    @Override
    public double[] scores(double[] collaborative, double[] logLanguage) {
      double[] left = Probabilities.normalized(collaborative);
      double[] right =
          Probabilities.softmax(
              Arrays.stream(logLanguage).map(value -> value / temperature).toArray());
      Arrays.setAll(left, i -> alpha * left[i] + (1 - alpha) * right[i]);
      return left;
    }

    @Override
    public String describe() {
      return String.format(Locale.ROOT, "linear, alpha %.2f, temperature %.1f", alpha, temperature);
    }
  }

  /**
   * log P_LM + λ · log(p_CF + ε).
   *
   * @param lambda λ, not negative
   * @param epsilon ε, above 0
   */
  record LogLinear(double lambda, double epsilon) implements FusionForm {

    /** Refuses weights outside their range. */
    public LogLinear {
      if (!(lambda >= 0) || !(epsilon > 0)) {
        throw new IllegalArgumentException(
            "lambda is not negative and epsilon above 0, but they were %s and %s"
                .formatted(lambda, epsilon));
      }
    }

    @Override
    public double[] scores(double[] collaborative, double[] logLanguage) {
      double[] left = Probabilities.normalized(collaborative);
      Arrays.setAll(left, i -> logLanguage[i] + lambda * Math.log(left[i] + epsilon));
      return left;
    }

    @Override
    public String describe() {
      return String.format(Locale.ROOT, "log-linear, lambda %.2f, epsilon %.0e", lambda, epsilon);
    }
  }
}
