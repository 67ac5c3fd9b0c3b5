package dev.millrace.trainer.objective;

import java.util.List;
import java.util.stream.Stream;

/**
 * ILRec: what a model's intermediate layers take for likely serves as its negatives (arXiv
 * 2602.17410).
 *
 * @param layers n, how many layers below the last are asked; 0 for 2 in models of up to 8 layers
 *     and 4 in larger ones
 * @param phi φ in (0, 1]: v ≠ g is a negative where P^I(v) ≥ φ · P^L(g)
 * @param source whose probabilities select and weight
 * @param preference CPO with its weight a
 * @param distillation CPD with its weight b_CPD
 * @param regularisation CRR with its weight b_CRR
 */
public record SelfHardNegatives(
    int layers,
    double phi,
    NegativeSource source,
    Term preference,
    Term distillation,
    Term regularisation) {

  private static final int SHALLOW = 8;

  /** Refuses figures out of range. */
  public SelfHardNegatives {
    if (layers < 0) {
      throw new IllegalArgumentException("layers is 0 or more, but was " + layers);
    }
    if (!(phi > 0 && phi <= 1)) {
      throw new IllegalArgumentException("phi is above 0 and at most 1, but was " + phi);
    }
  }

  /** As many layers as suit the model, φ 1, a 0.5, b_CPD 0.1, b_CRR 0.5. */
  public static SelfHardNegatives defaults() {
    return new SelfHardNegatives(
        0,
        1,
        NegativeSource.INTERMEDIATE,
        Term.weighted(0.5),
        Term.weighted(0.1),
        Term.weighted(0.5));
  }

  /** The same without CPO. */
  public SelfHardNegatives withoutPreference() {
    return new SelfHardNegatives(
        layers, phi, source, preference.off(), distillation, regularisation);
  }

  /** The same without CPD. */
  public SelfHardNegatives withoutDistillation() {
    return new SelfHardNegatives(
        layers, phi, source, preference, distillation.off(), regularisation);
  }

  /** The same without CRR. */
  public SelfHardNegatives withoutRegularisation() {
    return new SelfHardNegatives(
        layers, phi, source, preference, distillation, regularisation.off());
  }

  /** The same with other probabilities to select and weight by. */
  public SelfHardNegatives withSource(NegativeSource other) {
    return new SelfHardNegatives(layers, phi, other, preference, distillation, regularisation);
  }

  /** Whether a term changes anything. */
  boolean isActive() {
    return needsNegatives() || distillation.isActive();
  }

  /** Whether a term needs to know the negatives. */
  boolean needsNegatives() {
    return preference.isActive() || regularisation.isActive();
  }

  /** Whether a term needs the logits of intermediate layers. */
  boolean needsIntermediateLayers() {
    return distillation.isActive() || (needsNegatives() && source == NegativeSource.INTERMEDIATE);
  }

  /** L−1, …, L−n where they are needed. */
  List<Integer> intermediateDepths(int modelLayers) {
    if (!needsIntermediateLayers()) {
      return List.of();
    }
    int wanted = layers > 0 ? layers : modelLayers <= SHALLOW ? 2 : 4;
    if (wanted >= modelLayers) {
      throw new IllegalArgumentException(
          "Negatives from %d intermediate layers need a model of at least %d layers, but it has %d"
              .formatted(wanted, wanted + 1, modelLayers));
    }
    return Stream.iterate(modelLayers - 1, depth -> depth - 1).limit(wanted).toList();
  }
}
