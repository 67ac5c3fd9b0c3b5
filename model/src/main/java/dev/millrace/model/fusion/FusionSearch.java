package dev.millrace.model.fusion;

import dev.millrace.model.metrics.PairedDifference;
import dev.millrace.model.metrics.RankingAccumulator;
import java.util.ArrayList;
import java.util.List;

/** Chooses a form and its weight on held-out cases. */
public final class FusionSearch {

  private static final List<Double> LAMBDAS = List.of(0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0);
  private static final List<Double> EPSILONS = List.of(1e-4, 1e-3, 1e-2);
  private static final int LINEAR_STEPS = 20;
  private static final List<Double> TEMPERATURES = List.of(1.0, 1.5, 2.0, 3.0);

  private FusionSearch() {}

  /**
   * What was chosen.
   *
   * @param form with its weight
   * @param ndcg NDCG@K on the cases it was chosen on
   */
  public record Choice(FusionForm form, double ndcg) {}

  /** All forms with all weights that are tried. */
  public static List<FusionForm> grid() {
    List<FusionForm> forms = new ArrayList<>();
    for (double temperature : TEMPERATURES) {
      for (int step = 0; step <= LINEAR_STEPS; step++) {
        forms.add(new FusionForm.Linear((double) step / LINEAR_STEPS, temperature));
      }
    }
    for (double epsilon : EPSILONS) {
      for (double lambda : LAMBDAS) {
        forms.add(new FusionForm.LogLinear(lambda, epsilon));
      }
    }
    return forms;
  }

  /**
   * The form with the largest NDCG@K; of equal ones the first of {@link #grid}.
   *
   * @param cases at least one
   * @param k length of the lists
   */
  public static Choice best(List<FusionCase> cases, int k) {
    Choice best = new Choice(new FusionForm.Linear(1), Double.NEGATIVE_INFINITY);
    for (FusionForm form : grid()) {
      double ndcg = ndcg(cases, form, k);
      if (ndcg > best.ndcg()) {
        best = new Choice(form, ndcg);
      }
    }
    return best;
  }

  /**
   * The form that is most surely better than the collaborative model alone: by the largest lower
   * bound of the difference in NDCG@K, case by case, one standard error below its mean. Of so many
   * forms tried on few cases the best looks better than it is, the more so the further it goes from
   * the collaborative model; where none is surely better, that one stands alone.
   *
   * @param cases at least one
   * @param k length of the lists
   */
  public static Choice surest(List<FusionCase> cases, int k) {
    FusionForm alone = new FusionForm.Linear(1);
    int[] reference = ranks(cases, alone);
    FusionForm surest = alone;
    double bound = 0;
    for (FusionForm form : grid()) {
      double next = PairedDifference.ofNdcg(ranks(cases, form), reference, k).lowerBound(1);
      if (next > bound) {
        bound = next;
        surest = form;
      }
    }
    return new Choice(surest, ndcg(cases, surest, k));
  }

  /** NDCG@K of a form. */
  public static double ndcg(List<FusionCase> cases, FusionForm form, int k) {
    RankingAccumulator accumulator = new RankingAccumulator(k);
    accumulator.addAll(ranks(cases, form));
    return accumulator.metrics().ndcg();
  }

  private static int[] ranks(List<FusionCase> cases, FusionForm form) {
    return cases.stream().mapToInt(next -> next.rank(form)).toArray();
  }
}
