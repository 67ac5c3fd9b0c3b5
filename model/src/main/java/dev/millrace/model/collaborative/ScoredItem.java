package dev.millrace.model.collaborative;

/**
 * One place of a list.
 *
 * @param item dense id
 * @param score comparable inside one list and one source; larger is better
 * @param source what proposed the item
 * @param because the item of the history whose vote was the largest; {@link ItemDictionary#UNKNOWN}
 *     when the source is popularity
 */
public record ScoredItem(int item, double score, Source source, int because) {

  /** What proposes items. */
  public enum Source {
    /** What followed the items of the history. */
    TRANSITIONS,
    /** What is taken most. */
    POPULARITY
  }
}
