package dev.millrace.trainer.settings;

import dev.millrace.model.lora.LoraConfig;
import dev.millrace.model.lora.LoraTargets;
import java.util.List;

/**
 * A low-rank adapter (LoRA, arXiv 2106.09685).
 *
 * @param rank width of the bottleneck; 0 trains all weights
 * @param alpha numerator of the scale
 * @param dropout share of the inputs that training leaves out, 0 to below 1
 * @param targets layers by name; empty for every linear layer but the head
 */
public record LoraSettings(int rank, double alpha, double dropout, List<String> targets) {

  /** Refuses what {@link LoraConfig} refuses. */
  public LoraSettings {
    targets = List.copyOf(targets);
    new LoraConfig(
        Math.max(1, rank),
        alpha,
        dropout,
        false,
        new LoraTargets.Matching(LoraTargets.Matching.ALL));
    if (rank < 0) {
      throw new IllegalArgumentException("rank is not negative, but was " + rank);
    }
  }

  /** Whether an adapter is trained and not all weights. */
  public boolean isWanted() {
    return rank > 0;
  }

  /** As an adapter is made from. */
  public LoraConfig config() {
    return new LoraConfig(
        rank,
        alpha,
        dropout,
        false,
        targets.isEmpty()
            ? new LoraTargets.Matching(LoraTargets.Matching.ALL)
            : new LoraTargets.Names(targets));
  }
}
