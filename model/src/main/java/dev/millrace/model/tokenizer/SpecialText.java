package dev.millrace.model.tokenizer;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts texts so that no part spells out a special token. Encoded part by part, a title that says
 * {@code <|eos|>} is text, not an end.
 */
final class SpecialText {

  private final List<String> spellings;

  SpecialText(List<String> spellings) {
    this.spellings = spellings.stream().filter(spelling -> spelling.length() > 1).toList();
  }

  /** Whether a text spells out any special token. */
  boolean isIn(String text) {
    return spellings.stream().anyMatch(text::contains);
  }

  /** The parts of a text, cut behind the first character of every special token. */
  List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int at = next(text, 0); at >= 0; at = next(text, at + 1)) {
      parts.add(text.substring(start, at + 1));
      start = at + 1;
    }
    parts.add(text.substring(start));
    return parts;
  }

  private int next(String text, int from) {
    return spellings.stream()
        .mapToInt(spelling -> text.indexOf(spelling, from))
        .filter(at -> at >= 0)
        .min()
        .orElse(-1);
  }
}
