package dev.millrace.model.llm;

import java.util.List;
import java.util.OptionalInt;

/**
 * Token ids with a meaning, as far as the configuration names them.
 *
 * @param beginning put before a text
 * @param end any of these ends a text
 * @param padding fills up batches
 */
public record SpecialTokens(OptionalInt beginning, List<Integer> end, OptionalInt padding) {

  /** Copies the list. */
  public SpecialTokens {
    end = List.copyOf(end);
  }
}
