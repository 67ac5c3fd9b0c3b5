package dev.millrace.contract;

/** Which items of a list are a hit when a user takes an item. */
public enum HitRule {
  /**
   * Any item with the title of the one taken: a language model writes titles, and cannot tell items
   * with one title apart. The item alone where it has no title.
   */
  TITLE,
  /** The item alone. */
  ITEM
}
