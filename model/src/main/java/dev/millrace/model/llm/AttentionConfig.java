package dev.millrace.model.llm;

import java.util.List;

/**
 * Shape of the attention.
 *
 * @param heads query heads
 * @param keyValueHeads heads of keys and values, a divisor of heads
 * @param headSize dimensions of a head, even
 * @param inputBias whether q_proj, k_proj and v_proj have a bias
 * @param outputBias whether o_proj has a bias
 * @param queryKeyNorm whether queries and keys are normalised head by head
 * @param windows for each layer how many of the latest tokens a token sees, itself included; {@link
 *     #UNLIMITED} for all
 */
public record AttentionConfig(
    int heads,
    int keyValueHeads,
    int headSize,
    boolean inputBias,
    boolean outputBias,
    boolean queryKeyNorm,
    List<Integer> windows) {

  /** The window of a layer that sees everything. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** Refuses heads that cannot share keys evenly, odd head sizes and empty windows. */
  public AttentionConfig {
    windows = List.copyOf(windows);
    if (heads < 1 || keyValueHeads < 1 || heads % keyValueHeads != 0) {
      throw new IllegalArgumentException(
          "num_attention_heads is a multiple of num_key_value_heads, but they were %d and %d"
              .formatted(heads, keyValueHeads));
    }
    if (headSize < 2 || headSize % 2 != 0) {
      throw new IllegalArgumentException("head_dim is even, but was " + headSize);
    }
    if (windows.stream().anyMatch(window -> window < 1)) {
      throw new IllegalArgumentException("sliding_window is at least 1, but was " + windows);
    }
  }

  /** Query heads that share one head of keys and values. */
  public int groupSize() {
    return heads / keyValueHeads;
  }

  /** Width of all query heads together. */
  public int queryWidth() {
    return heads * headSize;
  }

  /** Width of all key heads together. */
  public int keyWidth() {
    return keyValueHeads * headSize;
  }
}
