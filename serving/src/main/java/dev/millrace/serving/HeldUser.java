package dev.millrace.serving;

import dev.millrace.avro.Recommendation;
import dev.millrace.model.collaborative.ItemDictionary;
import org.jspecify.annotations.Nullable;

/**
 * All that serving remembers of one user.
 *
 * @param sequence what the user took
 * @param lastList the last list written; null when there is none
 * @param refined the last one that a language model took part in; null when there is none
 */
record HeldUser(HeldSequence sequence, @Nullable ServedList lastList, @Nullable Refined refined) {

  /**
   * Which sequence has been refined by which model, which is done once, and what came of it.
   *
   * @param version of the sequence
   * @param by what made the list
   * @param places of the list; null where only an answer written after it is left of it
   */
  record Refined(long version, MadeBy by, @Nullable KeptPlaces places) {

    /** What is kept of a refined list; null of one that no language model took part in. */
    static @Nullable Refined of(Recommendation list, ItemDictionary items) {
      String checkpointId = list.getCheckpointId();
      return checkpointId == null
          ? null
          : new Refined(
              list.getSequenceVersion(),
              new MadeBy(list.getModelId().intern(), checkpointId.intern()),
              KeptPlaces.of(list.getItems(), items));
    }
  }

  private static final HeldUser UNKNOWN = new HeldUser(HeldSequence.none(), null, null);

  /** A user nothing is known about. */
  static HeldUser unknown() {
    return UNKNOWN;
  }

  HeldUser withSequence(HeldSequence other) {
    return new HeldUser(other, lastList, refined);
  }

  HeldUser withLastList(@Nullable ServedList other) {
    return new HeldUser(sequence, other, refined);
  }

  HeldUser withRefined(@Nullable Refined other) {
    return new HeldUser(sequence, lastList, other);
  }

  /** Whether the sequence as it is has been refined, by whichever checkpoint. */
  boolean isRefined() {
    return refined != null && refined.version() == sequence.version();
  }

  boolean isUnknown() {
    return lastList == null && sequence.equals(HeldSequence.none());
  }
}
