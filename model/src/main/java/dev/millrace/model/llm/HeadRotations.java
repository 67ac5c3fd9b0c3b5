package dev.millrace.model.llm;

/**
 * What turns queries and keys by their positions.
 *
 * @param query cosines and sines scaled by 1/√s
 * @param key cosines and sines
 */
record HeadRotations(Rotation query, Rotation key) {

  /** For tokens of which each has a query and a key. */
  static HeadRotations of(Rotation rotation, DecoderContext context) {
    return new HeadRotations(rotation.scaled(context.queryScale()), rotation);
  }

  /** The same keys, with the queries of other tokens. */
  HeadRotations withQueries(Rotation rotation, DecoderContext context) {
    return new HeadRotations(rotation.scaled(context.queryScale()), key);
  }
}
