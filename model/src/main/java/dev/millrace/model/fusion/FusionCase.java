package dev.millrace.model.fusion;

import dev.millrace.model.collaborative.ItemIds;

/**
 * A held-out case with the opinions of both models, so that many weights can be tried on it.
 *
 * <p>The arrays belong to the case and are not copied.
 */
public final class FusionCase {

  private final ItemIds candidates;
  private final double[] collaborative;
  private final double[] logLanguage;
  private final ItemIds targets;

  /**
   * @param candidates of either model, in the order that breaks ties
   * @param collaborative p_CF of each candidate
   * @param logLanguage log P_LM of each candidate, exact
   * @param targets any of which is a hit
   */
  public FusionCase(
      ItemIds candidates, double[] collaborative, double[] logLanguage, ItemIds targets) {
    if (collaborative.length != candidates.size() || logLanguage.length != candidates.size()) {
      throw new IllegalArgumentException(
          "%d candidates have as many probabilities of both models, but there were %d and %d"
              .formatted(candidates.size(), collaborative.length, logLanguage.length));
    }
    this.candidates = candidates;
    this.collaborative = collaborative;
    this.logLanguage = logLanguage;
    this.targets = targets;
  }

  /**
   * The rank of the best target among the candidates.
   *
   * @return from 1, or 0 when no candidate is a target
   */
  public int rank(FusionForm form) {
    double[] scores = form.scores(collaborative, logLanguage);
    int best = -1;
    for (int i = 0; i < scores.length; i++) {
      if (targets.contains(candidates.get(i)) && (best < 0 || scores[i] > scores[best])) {
        best = i;
      }
    }
    return best < 0 ? 0 : 1 + before(best, scores);
  }

  private static int before(int place, double[] scores) {
    int before = 0;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > scores[place] || (scores[i] == scores[place] && i < place)) {
        before++;
      }
    }
    return before;
  }
}
