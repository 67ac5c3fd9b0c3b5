package dev.millrace.serving;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a list holds and when it is written.
 *
 * @param k items of a list, from 1 to {@value #MAX_K}; a request may ask for another number
 * @param excludeSeen whether items of the user's sequence are left out; a request may say otherwise
 * @param excludeUnavailable whether only items that the catalogue holds as available are
 *     recommended; an empty catalogue excludes nothing
 * @param reasons whether each item says why it is there, in words
 * @param emitUnchanged whether a list equal to the user's last one is written again
 * @param maxHistory latest items of a sequence that are kept, at least 1
 * @param shadowModels models whose lists are written beside the served one for comparison; known:
 *     {@code popularity}, {@code transitions}, {@code language-model}; the last two are written
 *     beside refined lists only
 */
public record ListSettings(
    int k,
    boolean excludeSeen,
    boolean excludeUnavailable,
    boolean reasons,
    boolean emitUnchanged,
    int maxHistory,
    Set<String> shadowModels) {

  /** The longest list that can be asked for. */
  public static final int MAX_K = 1000;

  private static final Set<String> KNOWN_SHADOWS =
      Set.of(ModelIds.POPULARITY, ModelIds.TRANSITIONS, ModelIds.LANGUAGE_MODEL);

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public ListSettings {
    Check.that(k >= 1 && k <= MAX_K, "lists.k", "from 1 to " + MAX_K, k);
    Check.that(maxHistory >= 1, "lists.maxHistory", "at least 1", maxHistory);
    Check.that(
        KNOWN_SHADOWS.containsAll(shadowModels),
        "lists.shadowModels",
        "any of " + new TreeSet<>(KNOWN_SHADOWS),
        shadowModels);
    shadowModels = Set.copyOf(shadowModels);
  }

  /** These settings with equal lists written again, or not. */
  public ListSettings withEmitUnchanged(boolean emit) {
    return new ListSettings(
        k, excludeSeen, excludeUnavailable, reasons, emit, maxHistory, shadowModels);
  }

  /** Ten unseen, available items with reasons; what other models would show beside them. */
  public static ListSettings defaults() {
    return new ListSettings(10, true, true, true, false, 50, KNOWN_SHADOWS);
  }
}
