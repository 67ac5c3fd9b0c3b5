package dev.millrace.serving;

import dev.millrace.model.collaborative.ItemDictionary;

/**
 * One place of a list in dense ids.
 *
 * @param item what to show
 * @param score that ordered the list
 * @param source what proposed the item
 * @param because item of the history that counted most; {@link ItemDictionary#UNKNOWN} for none
 */
record Place(int item, double score, Source source, int because) {

  /** What proposes items, as records and answers name it. */
  enum Source {
    TRANSITIONS("transitions"),
    POPULARITY("popularity"),
    LANGUAGE_MODEL("language-model"),
    BOTH("both");

    private final String id;

    Source(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }

    /** The source of that name; the language model for a name that only a later version knows. */
    static Source of(String id) {
      for (Source source : values()) {
        if (source.id.equals(id)) {
          return source;
        }
      }
      return LANGUAGE_MODEL;
    }
  }
}
