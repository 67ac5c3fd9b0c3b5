package dev.millrace.model.llm;

import java.util.List;

/**
 * What to compute in a forward pass.
 *
 * @param batch the tokens
 * @param positions places whose hidden states are wanted, P of them
 * @param depths after how many decoder layers (1 to L) they are wanted; L is the model's output
 * @param training whether dropout applies
 */
public record ForwardRequest(
    TokenBatch batch, Positions positions, List<Integer> depths, boolean training) {

  /** Copies the depths; at least one is wanted. */
  public ForwardRequest {
    depths = List.copyOf(depths);
    if (depths.isEmpty()) {
      throw new IllegalArgumentException("At least one depth is wanted");
    }
  }
}
