package dev.millrace.trainer.settings;

/**
 * How the model is judged on examples before it learns from them.
 *
 * @param share of the examples for which lists are made, 0 to 1; the loss is measured on all
 * @param k length at which lists are cut
 * @param fusionCases the latest of these examples on which it is chosen how the language model and
 *     the collaborative model are put together
 */
public record ProgressiveSettings(double share, int k, int fusionCases) {

  /** Refuses figures out of range. */
  public ProgressiveSettings {
    if (!(share >= 0 && share <= 1) || k < 1 || fusionCases < 1) {
      throw new IllegalArgumentException(
          "share is from 0 to 1, k and fusion-cases at least 1, but they were %s, %d and %d"
              .formatted(share, k, fusionCases));
    }
  }

  /** Name of the figure that decides on promotion. */
  public String ndcg() {
    return "ndcg@" + k;
  }

  /** Name of the share of hits. */
  public String hitRate() {
    return "hr@" + k;
  }
}
