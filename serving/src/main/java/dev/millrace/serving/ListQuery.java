package dev.millrace.serving;

import dev.millrace.avro.RecommendationRequest;
import dev.millrace.contract.record.InvalidRecordException;
import java.util.List;

/**
 * What list is wanted.
 *
 * @param k from 1 to {@value ListSettings#MAX_K}
 * @param excludeSeen whether items of the sequence are left out
 * @param excludeItems further items to leave out
 * @param categories only items of at least one of these; empty = any
 */
record ListQuery(int k, boolean excludeSeen, List<String> excludeItems, List<String> categories) {

  /**
   * @throws InvalidRecordException if k is out of range
   */
  ListQuery {
    if (k < 1 || k > ListSettings.MAX_K) {
      throw new InvalidRecordException(
          "k is from 1 to %d, but was %d".formatted(ListSettings.MAX_K, k));
    }
  }

  /** The list that is served to everybody. */
  static ListQuery standard(ListSettings settings) {
    return standard(settings, settings.k());
  }

  /** The list that is served to everybody, of another length. */
  static ListQuery standard(ListSettings settings, int k) {
    return new ListQuery(k, settings.excludeSeen(), List.of(), List.of());
  }

  /** The same choice, of another length. */
  ListQuery ofLength(int other) {
    return new ListQuery(other, excludeSeen, excludeItems, categories);
  }

  /**
   * @throws InvalidRecordException if k is out of range or the correlation id is blank
   */
  static ListQuery of(RecommendationRequest request, ListSettings settings) {
    if (request.getCorrelationId().isBlank()) {
      throw new InvalidRecordException("The correlationId of a request is not blank, but was");
    }
    Boolean excludeSeen = request.getExcludeSeen();
    return new ListQuery(
        request.getK(),
        excludeSeen == null ? settings.excludeSeen() : excludeSeen,
        request.getExcludeItems(),
        request.getCategories());
  }
}
