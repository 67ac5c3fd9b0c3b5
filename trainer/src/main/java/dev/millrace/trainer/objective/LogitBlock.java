package dev.millrace.trainer.objective;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;

/**
 * Logits of P response positions over C columns. A column is a token: for a loss inside the trie
 * the children of the position's node, in their order, filled up on the right where a position has
 * fewer than its neighbours; for a loss over the vocabulary every token.
 *
 * @param last z^L, [P, C], float32, with gradient
 * @param intermediate z^k for each k of S, deepest layer first, each [P, C], float32, with
 *     gradient; empty where no objective asks for them
 * @param targets what is known about the positions
 */
public record LogitBlock(NDArray last, List<NDArray> intermediate, BlockTargets targets) {

  /**
   * @throws IllegalArgumentException if the shapes differ from each other or from the targets'
   */
  public LogitBlock {
    intermediate = List.copyOf(intermediate);
    long[] expected = {targets.positions(), targets.columns()};
    requireShape(last, expected);
    intermediate.forEach(logits -> requireShape(logits, expected));
  }

  private static void requireShape(NDArray logits, long[] expected) {
    if (!Arrays.equals(logits.getShape().getShape(), expected)) {
      throw new IllegalArgumentException(
          "Logits are [%d, %d] as the targets say, but were %s"
              .formatted(expected[0], expected[1], logits.getShape()));
    }
  }
}
