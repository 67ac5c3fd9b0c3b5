package dev.millrace.standalone.replay;

import dev.millrace.avro.Recommendation;
import dev.millrace.avro.UserSequence;

/** Something that a reader of committed records can see. */
sealed interface Sighting {

  /**
   * A user's sequence, on its way to serving.
   *
   * @param userId the user
   * @param arrivedAt when the interaction behind it arrived, in milliseconds since 1970
   * @param place where it lies in {@code user-sequences}
   */
  record SequenceSeen(String userId, long arrivedAt, Place place) implements Sighting {

    static SequenceSeen of(UserSequence sequence, Place place) {
      return new SequenceSeen(sequence.getUserId(), sequence.getArrivedAt(), place);
    }
  }

  /**
   * A user's list.
   *
   * @param userId the user
   * @param arrivedAt when the newest interaction behind it arrived, in milliseconds since 1970
   * @param sourceTopic topic of the record that caused it
   * @param source where that record lies
   */
  record ListSeen(String userId, long arrivedAt, String sourceTopic, Place source)
      implements Sighting {

    static ListSeen of(Recommendation list) {
      return new ListSeen(
          list.getUserId(),
          list.getInteractionArrivedAt(),
          list.getSourceTopic(),
          new Place(list.getSourcePartition(), list.getSourceOffset()));
    }
  }

  /**
   * Where a record lies in its topic.
   *
   * @param partition the partition
   * @param offset the offset
   */
  record Place(int partition, long offset) {}
}
