package dev.millrace.trainer.settings;

import dev.millrace.contract.HitRule;

/**
 * How a model is judged.
 *
 * @param beam prefixes that are followed at once, and length of the lists
 * @param cases that are decoded: of a file's valid cases, or the most of a micro-batch
 * @param hits which items of a list are a hit, of what a trainer judges before it learns it
 */
public record JudgingSettings(int beam, int cases, HitRule hits) {

  /** Refuses sizes below 1. */
  public JudgingSettings {
    if (beam < 1 || cases < 1) {
      throw new IllegalArgumentException(
          "beam and cases are at least 1, but were %d and %d".formatted(beam, cases));
    }
  }
}
