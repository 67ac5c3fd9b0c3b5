package dev.millrace.model.tokenizer;

/**
 * How large a byte-pair vocabulary becomes.
 *
 * @param vocabularySize at most so many tokens, special ones and the 256 bytes included
 * @param minimumCount a pair is merged when it was seen at least so often
 */
public record BytePairOptions(int vocabularySize, int minimumCount) {

  public BytePairOptions {
    int least = ByteLevel.BYTES + BytePairVocabulary.SPECIAL.size();
    if (vocabularySize < least || vocabularySize > TokenizerFiles.LARGEST_ID) {
      throw new IllegalArgumentException(
          "A byte-level vocabulary has at least %d and at most %d tokens, found %d"
              .formatted(least, TokenizerFiles.LARGEST_ID, vocabularySize));
    }
    if (minimumCount < 1) {
      throw new IllegalArgumentException("minimumCount must be at least 1, found " + minimumCount);
    }
  }

  /** Merges whatever was seen twice. */
  public static BytePairOptions ofSize(int vocabularySize) {
    return new BytePairOptions(vocabularySize, 2);
  }
}
