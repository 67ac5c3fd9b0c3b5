package dev.millrace.streams.transition;

import dev.millrace.streams.internal.Check;
import java.time.Duration;

/**
 * The collaborative model.
 *
 * @param window most positions between the two items of a transition (W)
 * @param decay what a transition weighs less for every position of distance (γ): γ^d
 * @param halfLife event time in which a weight halves
 * @param maxSuccessors most successors kept and emitted for an item (M)
 */
public record TransitionSettings(int window, double decay, Duration halfLife, int maxSuccessors) {

  /** The settings of the reference configuration. */
  public static final TransitionSettings DEFAULTS =
      new TransitionSettings(5, 0.7, Duration.ofDays(60), 100);

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public TransitionSettings {
    Check.between("transitions.window", window, 1, 50);
    Check.that(decay > 0 && decay <= 1, "transitions.decay", decay, "greater than 0 and at most 1");
    Check.positive("transitions.halfLife", halfLife);
    Check.between("transitions.maxSuccessors", maxSuccessors, 1, 10_000);
  }
}
