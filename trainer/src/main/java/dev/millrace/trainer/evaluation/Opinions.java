package dev.millrace.trainer.evaluation;

import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.model.fusion.FusionCase;
import dev.millrace.model.fusion.LanguageOpinion;
import dev.millrace.model.sequential.RankingQuery;
import dev.millrace.model.sequential.SequentialRecommender;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What both models think of one case.
 *
 * @param query the case
 * @param proposed the collaborative model's list, best first
 * @param collaborative p_CF of each candidate
 * @param language the candidates, and what the language model thinks of them
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
public record Opinions(
    RankingQuery query, ItemIds proposed, double[] collaborative, LanguageOpinion language) {

  /** Where the language model's own list has a target, from 1, or {@code UNRANKED}. */
  public int languageRank() {
    return rank(language.own());
  }

  /** Where the collaborative model's own list has one, from 1, or {@code UNRANKED}. */
  public int collaborativeRank() {
    return rank(proposed);
  }

  private int rank(ItemIds list) {
    int place = firstTarget(list);
    return place < 0 ? SequentialRecommender.UNRANKED : place + 1;
  }

  /** Place of a target among the candidates, from 0; −1 if none is one. */
  public int target() {
    return firstTarget(language.items());
  }

  private int firstTarget(ItemIds list) {
    return IntStream.range(0, list.size())
        .filter(place -> query.targets().contains(list.get(place)))
        .findFirst()
        .orElse(-1);
  }

  FusionCase fusionCase() {
    return new FusionCase(
        language.items(), collaborative, language.logProbabilities(), query.targets());
  }

  static List<FusionCase> fusionCases(List<Opinions> all) {
    return all.stream().map(Opinions::fusionCase).toList();
  }
}
