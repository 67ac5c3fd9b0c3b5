package dev.millrace.standalone.bench.training;

import dev.millrace.trainer.settings.TrainerSettings;
import java.util.List;

/**
 * How training is measured.
 *
 * @param vocabularies token ids of the models, each measured by itself
 * @param variants what is compared
 * @param steps measured steps of each variant
 * @param trainer how steps are taken, and how many examples they learn from
 */
public record TrainSettings(
    List<Integer> vocabularies, List<Variant> variants, int steps, TrainerSettings trainer) {

  /** The fewest token ids: what a byte-level tokenizer begins with, and a few words. */
  public static final int FEWEST_TOKENS = 300;

  /**
   * @throws IllegalArgumentException if a figure is too small
   */
  public TrainSettings {
    vocabularies = List.copyOf(vocabularies);
    variants = List.copyOf(variants);
    if (steps < 1) {
      throw new IllegalArgumentException("--steps must be at least 1, but was " + steps);
    }
    for (int vocabulary : vocabularies) {
      if (vocabulary < FEWEST_TOKENS) {
        throw new IllegalArgumentException(
            "--vocabularies must be at least %d, but was %d".formatted(FEWEST_TOKENS, vocabulary));
      }
    }
  }

  /** Tokens that the tokenizer may learn, so that titles are the same in every vocabulary. */
  int learnedTokens() {
    int smallest = vocabularies.stream().mapToInt(Integer::intValue).min().orElseThrow();
    return Math.min(smallest, trainer.offline().size().vocabularySize());
  }
}
