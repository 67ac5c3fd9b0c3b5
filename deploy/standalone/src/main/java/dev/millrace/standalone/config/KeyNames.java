package dev.millrace.standalone.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** How record components are spelt in the file, and what a misspelt key may have meant. */
final class KeyNames {

  private KeyNames() {}

  /** {@code maxSuccessors} becomes {@code max-successors}. */
  static String of(String componentName) {
    return componentName.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  /** The known name with the fewest edits, if it is near enough to be what was meant. */
  static Optional<String> nearest(String found, Collection<String> known) {
    int limit = Math.max(2, found.length() / 3);
    return known.stream()
        .filter(name -> edits(found, name) <= limit)
        .min(Comparator.comparingInt((String name) -> edits(found, name)).thenComparing(n -> n));
  }

  /** Levenshtein distance: insertions, deletions and substitutions that turn one into the other. */
  private static int edits(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int substituted = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(
                previous[column - 1] + substituted,
                1 + Math.min(previous[column], current[column - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
