package dev.millrace.serving;

/** Names under which lists are judged. */
final class ModelIds {

  /** Collaborative transitions with a tail of popular items. */
  static final String TRANSITIONS = "transitions";

  /** Popular items alone. */
  static final String POPULARITY = "popularity";

  /** The language model alone. */
  static final String LANGUAGE_MODEL = "language-model";

  private ModelIds() {}
}
