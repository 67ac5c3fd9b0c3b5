package dev.millrace.trainer.example;

import dev.millrace.model.tokenizer.TokenIds;
import java.util.List;

/**
 * One or more examples of a user in one token sequence. What comes before an example's response is
 * exactly its prompt, so a row says the same as its examples apart.
 *
 * @param tokens what the model reads; the last one predicts the last target's last token
 * @param examples in their order in the row
 * @param places where their targets' tokens are predicted, ascending
 */
public record TrainingRow(
    TokenIds tokens, List<LearningExample> examples, List<ResponsePlace> places) {

  /** Copies the lists. */
  public TrainingRow {
    examples = List.copyOf(examples);
    places = List.copyOf(places);
  }

  /** Number of tokens, T. */
  public int length() {
    return tokens.size();
  }
}
