package dev.millrace.model.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.function.Supplier;

/** Frees what a computation made on its way, so that native memory holds results only. */
public final class Scoped {

  private Scoped() {}

  /**
   * Runs a computation and closes every array that it made but the result, which belongs to the
   * enclosing scope, if there is one, and to its manager.
   *
   * @param computation makes a new array as its result
   */
  public static NDArray compute(Supplier<NDArray> computation) {
    NDArray result;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      result = computation.get();
      NDScope.unregister(result);
    }
    NDScope.register(result);
    return result;
  }
}
