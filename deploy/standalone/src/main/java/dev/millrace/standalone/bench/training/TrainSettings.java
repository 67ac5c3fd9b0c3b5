package dev.millrace.standalone.bench.training;

import dev.millrace.trainer.learning.EpochOptions;
import dev.millrace.trainer.settings.TrainerSettings;
import java.util.List;

/**
 * How training is measured.
 *
 * @param vocabularies token ids of the models, each measured by itself
 * @param variants what is compared
 * @param steps measured steps of each variant
 * @param examples about how many a step learns from
 * @param trainer how steps are taken
 */
public record TrainSettings(
    List<Integer> vocabularies,
    List<Variant> variants,
    int steps,
    int examples,
    TrainerSettings trainer) {

  /** The fewest token ids: what a byte-level tokenizer begins with, and a few words. */
  public static final int FEWEST_TOKENS = 300;

  /**
   * @throws IllegalArgumentException if a figure is too small
   */
  public TrainSettings {
    vocabularies = List.copyOf(vocabularies);
    variants = List.copyOf(variants);
    atLeast("--steps", 1, steps);
    atLeast("--batch", 1, examples);
    vocabularies.forEach(vocabulary -> atLeast("--vocabularies", FEWEST_TOKENS, vocabulary));
  }

  private static void atLeast(String option, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d, but was %d".formatted(option, least, value));
    }
  }

  EpochOptions epoch() {
    return new EpochOptions(1, 1, examples, trainer.optimization().seed());
  }

  /** Tokens that the tokenizer may learn, so that titles are the same in every vocabulary. */
  int learnedTokens() {
    int smallest = vocabularies.stream().mapToInt(Integer::intValue).min().orElseThrow();
    return Math.min(smallest, trainer.offline().size().vocabularySize());
  }
}
