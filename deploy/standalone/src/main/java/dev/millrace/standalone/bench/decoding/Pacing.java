package dev.millrace.standalone.bench.decoding;

/** What the prefixes of a beam have in common, so that they are compared. */
enum Pacing {
  /** The number of tokens: how general-purpose decoding searches. */
  TOKENS,

  /**
   * The number of choices: how {@link dev.millrace.model.decoding.CatalogueDecoder} searches. The
   * results are comparable one by one.
   */
  CHOICES
}
