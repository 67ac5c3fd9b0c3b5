package dev.millrace.serving;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.RecommendedItem;
import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.model.collaborative.ItemIds;

/**
 * What is remembered of the last list written for a user.
 *
 * @param items best first
 * @param modelId what made it
 * @param source the sequence it answers
 */
record ServedList(ItemIds items, String modelId, Source source) {

  /**
   * Which record of the sequences a list answers.
   *
   * @param version of the sequence
   * @param offset in the partition of {@code user-sequences}; {@link #NO_OFFSET} when a request
   *     caused the list
   */
  record Source(long version, long offset) {

    static final long NO_OFFSET = -1;

    /** Whether a record that is read (again) is this one or an older one. */
    boolean covers(long otherVersion, long otherOffset) {
      return otherOffset <= offset && otherVersion <= version;
    }
  }

  /**
   * @param sequencesTopic name of the topic whose offsets matter
   */
  static ServedList of(Recommendation list, ItemDictionary items, String sequencesTopic) {
    boolean bySequence = list.getSourceTopic().equals(sequencesTopic);
    return new ServedList(
        items.internAll(list.getItems().stream().map(RecommendedItem::getItemId).toList()),
        list.getModelId(),
        new Source(
            list.getSequenceVersion(), bySequence ? list.getSourceOffset() : Source.NO_OFFSET));
  }

  /** Whether a user would see the same: equal items in the same order, by the same model. */
  boolean looksLike(ServedList other) {
    return items.equals(other.items) && modelId.equals(other.modelId);
  }
}
