package dev.millrace.model.tokenizer;

/**
 * The tokens that stand for no text.
 *
 * @param beginning what a prompt starts with, or {@link #NONE}
 * @param end what every item ends with
 * @param padding what fills short rows; the end where the tokenizer names nothing else
 */
public record SpecialTokens(int beginning, int end, int padding) {

  /** No such token. */
  public static final int NONE = -1;

  public SpecialTokens {
    if (end < 0 || padding < 0 || beginning < NONE) {
      throw new IllegalArgumentException(
          "Special tokens need an end and a padding, found beginning %d, end %d, padding %d"
              .formatted(beginning, end, padding));
    }
  }
}
