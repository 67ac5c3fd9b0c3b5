package dev.millrace.trainer.settings;

import dev.millrace.trainer.objective.NegativeSource;
import dev.millrace.trainer.objective.ObjectiveConfig;
import dev.millrace.trainer.objective.SelfHardNegatives;
import dev.millrace.trainer.objective.Term;

/**
 * What is made small.
 *
 * @param name of the objective; see {@link ObjectiveConfig#names}
 * @param layers n, intermediate layers that ILRec asks; 0 for as many as suit the model
 * @param phi φ of ILRec's negatives, above 0 and up to 1
 * @param preference a of CPO
 * @param distillation b_CPD
 * @param regularization b_CRR
 */
public record ObjectiveSettings(
    String name,
    int layers,
    double phi,
    double preference,
    double distillation,
    double regularization) {

  /** Refuses unknown names and figures out of range. */
  public ObjectiveSettings {
    ObjectiveConfig.named(name);
    new SelfHardNegatives(
        layers,
        phi,
        NegativeSource.INTERMEDIATE,
        Term.weighted(preference),
        Term.weighted(distillation),
        Term.weighted(regularization));
  }

  /** The objective of the name, with these weights where it has the terms. */
  public ObjectiveConfig config() {
    return named(name);
  }

  /**
   * The objective of another name with the same weights.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public ObjectiveConfig named(String other) {
    ObjectiveConfig config = ObjectiveConfig.named(other);
    SelfHardNegatives terms = config.negatives();
    if (terms == null) {
      return config;
    }
    return config.with(
        new SelfHardNegatives(
            layers,
            phi,
            terms.source(),
            new Term(terms.preference().enabled(), preference),
            new Term(terms.distillation().enabled(), distillation),
            new Term(terms.regularisation().enabled(), regularization)));
  }
}
