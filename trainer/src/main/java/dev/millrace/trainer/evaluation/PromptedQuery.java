package dev.millrace.trainer.evaluation;

import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.model.tokenizer.TokenIds;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A query with its prompt.
 *
 * @param index among the queries asked together
 * @param query what is asked
 * @param tokens its prompt
 */
record PromptedQuery(int index, RankingQuery query, TokenIds tokens) {

  static List<PromptedQuery> of(
      List<RankingQuery> queries, Function<RankingQuery, TokenIds> prompt) {
    return IntStream.range(0, queries.size())
        .mapToObj(i -> new PromptedQuery(i, queries.get(i), prompt.apply(queries.get(i))))
        .toList();
  }
}
