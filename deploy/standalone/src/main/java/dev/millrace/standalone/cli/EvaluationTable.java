package dev.millrace.standalone.cli;

import dev.millrace.standalone.evaluate.Outcome;
import dev.millrace.standalone.evaluate.Run;
import dev.millrace.standalone.evaluate.Scores;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Outcomes as a table: means, with ± the standard deviation where there are several runs. */
final class EvaluationTable {

  private EvaluationTable() {}

  static List<String> lines(List<Outcome> outcomes) {
    Table table =
        new Table("MODEL", "HR@5", "HR@10", "NDCG@5", "NDCG@10", "MRR", "SECONDS", "PARAMETERS");
    for (Outcome outcome : outcomes) {
      table.row(
          outcome.model(),
          score(outcome, Scores::hitRateAt5),
          score(outcome, Scores::hitRateAt10),
          score(outcome, Scores::ndcgAt5),
          score(outcome, Scores::ndcgAt10),
          score(outcome, Scores::reciprocalRank),
          cell(outcome, Run::seconds, "%.1f"),
          String.format(Locale.ROOT, "%,.0f", outcome.mean(Run::parameters)));
    }
    return table.lines();
  }

  private static String score(Outcome outcome, ToDoubleFunction<Scores> figure) {
    return cell(outcome, run -> figure.applyAsDouble(run.scores()), "%.4f");
  }

  private static String cell(Outcome outcome, ToDoubleFunction<Run> figure, String format) {
    String mean = String.format(Locale.ROOT, format, outcome.mean(figure));
    return outcome.runs().size() == 1
        ? mean
        : mean + " ± " + String.format(Locale.ROOT, format, outcome.deviation(figure));
  }
}
