package dev.millrace.model.llm;

/**
 * How much of a forward pass is computed again at once when gradients flow back.
 *
 * @param layers of a segment, at least 1
 * @param seed of dropout, so that a segment drops the same both times
 */
public record Segments(int layers, int seed) {

  /** Refuses segments without layers. */
  public Segments {
    if (layers < 1) {
      throw new IllegalArgumentException("A segment has at least 1 layer, but had " + layers);
    }
  }
}
