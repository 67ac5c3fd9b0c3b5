package dev.millrace.serving;

/** Which way a list was made. */
enum Lane {
  /** At once, when its cause is read. */
  INSTANT("instant list"),

  /** A moment later, with a language model. */
  REFINED("refined list");

  private final String span;

  Lane(String span) {
    this.span = span;
  }

  /** Name of the spans of its lists. */
  String span() {
    return span;
  }
}
