package dev.millrace.trainer.evaluation;

import dev.millrace.model.collaborative.History;
import dev.millrace.model.sequential.RankingQuery;

/**
 * A case and when it was.
 *
 * @param query what is asked
 * @param time event time until which transitions fade, in milliseconds; 0 where they do not
 */
public record TimedQuery(RankingQuery query, long time) {

  History history() {
    return new History(query.history(), time);
  }
}
