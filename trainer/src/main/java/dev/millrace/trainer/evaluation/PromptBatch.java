package dev.millrace.trainer.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Queries with prompts of like length, answered together. */
record PromptBatch(List<PromptedQuery> queries) {

  static List<PromptBatch> split(List<PromptedQuery> queries, int size) {
    List<PromptedQuery> sorted =
        queries.stream()
            .sorted(Comparator.comparingInt((PromptedQuery query) -> query.tokens().size()))
            .toList();
    List<PromptBatch> batches = new ArrayList<>();
    for (int from = 0; from < sorted.size(); from += size) {
      batches.add(new PromptBatch(sorted.subList(from, Math.min(from + size, sorted.size()))));
    }
    return batches;
  }

  <T> List<T> map(Function<PromptedQuery, T> request) {
    return queries.stream().map(request).toList();
  }
}
