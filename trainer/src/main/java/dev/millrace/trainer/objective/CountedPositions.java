package dev.millrace.trainer.objective;

/**
 * How many positions the means of a whole micro-batch are over, all its accumulation steps
 * together, so that a loss does not depend on how the batch is cut.
 *
 * @param all counted positions
 * @param notEnds those whose ground-truth token does not end a title
 */
public record CountedPositions(long all, long notEnds) {

  /** No position. */
  public static final CountedPositions NONE = new CountedPositions(0, 0);

  /** Those of another part of the micro-batch added. */
  public CountedPositions plus(CountedPositions other) {
    return new CountedPositions(all + other.all, notEnds + other.notEnds);
  }
}
