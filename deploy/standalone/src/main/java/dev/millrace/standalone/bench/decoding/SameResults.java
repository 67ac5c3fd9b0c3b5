package dev.millrace.standalone.bench.decoding;

import dev.millrace.model.decoding.DecodedItem;
import dev.millrace.standalone.bench.BenchmarkException;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Whether two implementations found the same. */
final class SameResults {

  /**
   * Of log-probabilities; titles that are closer may change places, also with one behind the last.
   */
  static final double TOLERANCE = 1e-3;

  private final IntUnaryOperator titleOf;

  /**
   * @param titleOf the same number for items of the same title, which are one target
   */
  SameResults(IntUnaryOperator titleOf) {
    this.titleOf = titleOf;
  }

  /**
   * Compares lists place by place.
   *
   * @return the largest difference of log-probabilities
   * @throws BenchmarkException if any list differs
   */
  double require(List<List<DecodedItem>> expected, List<List<DecodedItem>> found) {
    double largest = 0;
    for (int user = 0; user < expected.size(); user++) {
      if (expected.get(user).size() != found.get(user).size()) {
        throw different(user, expected.get(user), found.get(user));
      }
      for (int place = 0; place < expected.get(user).size(); place++) {
        DecodedItem wanted = expected.get(user).get(place);
        DecodedItem item = found.get(user).get(place);
        double difference = Math.abs(wanted.logProbability() - item.logProbability());
        boolean last = place == expected.get(user).size() - 1;
        if (!(difference < TOLERANCE) || !(last || isSame(wanted, item, found.get(user)))) {
          throw different(user, expected.get(user), found.get(user));
        }
        largest = Math.max(largest, difference);
      }
    }
    return largest;
  }

  /** The same title, or one that is in the list with nearly the same probability. */
  private boolean isSame(DecodedItem wanted, DecodedItem item, List<DecodedItem> list) {
    return title(wanted) == title(item)
        || list.stream()
            .anyMatch(
                other ->
                    title(other) == title(wanted)
                        && Math.abs(other.logProbability() - wanted.logProbability()) < TOLERANCE);
  }

  private int title(DecodedItem item) {
    return titleOf.applyAsInt(item.item());
  }

  private static BenchmarkException different(
      int user, List<DecodedItem> expected, List<DecodedItem> found) {
    return new BenchmarkException(
        "The implementations differ for user %d of a batch: %s and %s"
            .formatted(user, expected, found));
  }
}
