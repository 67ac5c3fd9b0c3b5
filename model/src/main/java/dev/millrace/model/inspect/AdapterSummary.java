package dev.millrace.model.inspect;

import dev.millrace.model.lora.LoraConfig;
import dev.millrace.model.lora.LoraTargets;
import java.util.List;

/**
 * A low-rank adapter.
 *
 * @param rank width of the bottleneck
 * @param alpha numerator of the scale
 * @param scale factor on what it adds
 * @param rankStabilized whether the scale is alpha/√rank
 * @param dropout share of the inputs that training leaves out
 * @param targets names of layers that it adds to, or one expression that they match
 */
public record AdapterSummary(
    int rank,
    double alpha,
    double scale,
    boolean rankStabilized,
    double dropout,
    List<String> targets) {

  /** Copies the list. */
  public AdapterSummary {
    targets = List.copyOf(targets);
  }

  static AdapterSummary of(LoraConfig config) {
    return new AdapterSummary(
        config.rank(),
        config.alpha(),
        config.scale(),
        config.rankStabilized(),
        config.dropout(),
        targets(config.targets()));
  }

  private static List<String> targets(LoraTargets targets) {
    return targets instanceof LoraTargets.Matching matching
        ? List.of(matching.expression())
        : ((LoraTargets.Names) targets).names();
  }
}
