package dev.millrace.trainer.objective;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is minimised: L = base or CPO + b_CPD · CPD + b_CRR · CRR.
 *
 * @param base the softmax; CPO puts its penalties into it
 * @param negatives ILRec's terms on top of it, or null
 */
public record ObjectiveConfig(BaseLoss base, @Nullable SelfHardNegatives negatives) {

  /** Language modelling loss, the baseline. */
  public static ObjectiveConfig lml() {
    return new ObjectiveConfig(new BaseLoss.Lml(), null);
  }

  /** Masked softmax loss at temperature 1. */
  public static ObjectiveConfig msl() {
    return new ObjectiveConfig(new BaseLoss.Msl(new Temperature.Fixed(1)), null);
  }

  /** Masked softmax loss with adaptive temperature. */
  public static ObjectiveConfig adaptiveMsl() {
    return new ObjectiveConfig(new BaseLoss.Msl(Temperature.Adaptive.defaults()), null);
  }

  /** ILRec on masked softmax at temperature 1. */
  public static ObjectiveConfig ilrec() {
    return msl().with(SelfHardNegatives.defaults());
  }

  /** The same base with these terms on top. */
  public ObjectiveConfig with(SelfHardNegatives terms) {
    return new ObjectiveConfig(base, terms);
  }

  /**
   * An objective by its name in configurations and tables; "ilrec-cpo" is ILRec without CPO.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists them
   */
  public static ObjectiveConfig named(String name) {
    return NamedObjectives.find(name);
  }

  /** What {@link #named} accepts. */
  public static List<String> names() {
    return NamedObjectives.names();
  }

  /** Whether logits are those of the children of the trie's nodes, not of all tokens. */
  public boolean insideTrie() {
    return base instanceof BaseLoss.Msl;
  }

  /** Whether blocks must have collaborative rewards. */
  public boolean needsRewards() {
    return negatives != null && negatives.regularisation().isActive();
  }

  /**
   * After how many decoder layers hidden states are needed beside those of the last, deepest first.
   *
   * @param layers of the model, L
   * @throws IllegalArgumentException if the model has too few
   */
  public List<Integer> intermediateDepths(int layers) {
    return negatives == null ? List.of() : negatives.intermediateDepths(layers);
  }

  /** The temperature; fixed at 1 for a loss that has none. */
  public Temperature temperature() {
    return base instanceof BaseLoss.Msl msl ? msl.temperature() : new Temperature.Fixed(1);
  }
}
