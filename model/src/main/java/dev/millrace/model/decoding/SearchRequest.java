package dev.millrace.model.decoding;

import dev.millrace.model.collaborative.Selection;
import dev.millrace.model.tokenizer.TokenIds;
import java.util.function.IntToDoubleFunction;

/**
 * One user's search.
 *
 * @param prompt at least one token
 * @param selection how many items, and which may be among them; asked with dense ids, on top of
 *     what the catalogue has available
 * @param scores are added to the log-probability at each node
 * @param preference of items with the same title, the largest is returned
 */
public record SearchRequest(
    TokenIds prompt, Selection selection, NodeScores scores, IntToDoubleFunction preference) {

  public SearchRequest {
    if (prompt.size() == 0) {
      throw new IllegalArgumentException("A prompt has at least one token");
    }
  }

  /** By the language model alone. */
  public static SearchRequest of(TokenIds prompt, Selection selection) {
    return new SearchRequest(prompt, selection, NodeScores.NONE, item -> 0);
  }

  /** The same with an additional score. */
  public SearchRequest with(NodeScores additional) {
    return new SearchRequest(prompt, selection, additional, preference);
  }

  /** The same with another order among items of one title. */
  public SearchRequest preferring(IntToDoubleFunction preferred) {
    return new SearchRequest(prompt, selection, scores, preferred);
  }
}
