package dev.millrace.model.collaborative;

/** Takes the scores of items. */
@FunctionalInterface
public interface ItemScoreConsumer {

  /**
   * @param item dense id
   * @param score above 0
   */
  void accept(int item, double score);
}
