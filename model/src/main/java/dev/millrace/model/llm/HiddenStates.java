package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * Hidden states at the chosen places, before the final norm.
 *
 * @param byDepth [P, d] by the number of decoder layers passed
 */
public record HiddenStates(Map<Integer, NDArray> byDepth) {

  /** Copies the map. */
  public HiddenStates {
    byDepth = Map.copyOf(byDepth);
  }

  /**
   * The residual stream after some decoder layers.
   *
   * @param depth one of those asked for
   * @return [P, d]
   */
  public NDArray at(int depth) {
    NDArray hidden = byDepth.get(depth);
    if (hidden == null) {
      throw new IllegalArgumentException(
          "Depth %d was not asked for; there are %s".formatted(depth, byDepth.keySet()));
    }
    return hidden;
  }
}
