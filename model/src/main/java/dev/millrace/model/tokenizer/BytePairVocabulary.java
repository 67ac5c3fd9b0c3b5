package dev.millrace.model.tokenizer;

import java.util.List;

/**
 * What a byte-pair trainer learned: the special tokens, the bytes, and what was merged.
 *
 * @param tokens spelling of every token in the byte-level alphabet; the place is the id
 * @param merges in the order in which they apply
 */
public record BytePairVocabulary(List<String> tokens, List<Merge> merges) {

  /** The special tokens, with ids from 0: padding, beginning, end. */
  static final List<String> SPECIAL = List.of("<|pad|>", "<|bos|>", "<|eos|>");

  public BytePairVocabulary {
    tokens = List.copyOf(tokens);
    merges = List.copyOf(merges);
  }

  /** The ids of the special tokens, the same in every vocabulary. */
  public static SpecialTokens special() {
    return new SpecialTokens(1, 2, 0);
  }

  /**
   * Two tokens that become one.
   *
   * @param left spelling of the first
   * @param right spelling of the second
   */
  public record Merge(String left, String right) {}
}
