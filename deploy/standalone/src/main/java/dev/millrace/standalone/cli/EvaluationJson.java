package dev.millrace.standalone.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.standalone.evaluate.Dataset;
import dev.millrace.standalone.evaluate.Outcome;
import dev.millrace.standalone.evaluate.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Outcomes for machines: every run, with mean and standard deviation of each figure. */
final class EvaluationJson {

  private static final JsonMapper JSON = new JsonMapper();

  private EvaluationJson() {}

  static String of(Dataset dataset, String split, List<Outcome> outcomes) {
    ObjectNode root = JSON.createObjectNode();
    root.put("dataset", dataset.name());
    root.put("split", split);
    root.put("cases", dataset.judged().size());
    ArrayNode models = root.putArray("models");
    outcomes.forEach(outcome -> write(models.addObject(), outcome));
    return root.toPrettyString();
  }

  private static void write(ObjectNode node, Outcome outcome) {
    node.put("model", outcome.model());
    ObjectNode mean = node.putObject("mean");
    ObjectNode deviation = node.putObject("standardDeviation");
    figures()
        .forEach(
            (name, figure) -> {
              mean.put(name, outcome.mean(figure));
              deviation.put(name, outcome.deviation(figure));
            });
    ArrayNode runs = node.putArray("runs");
    for (Run run : outcome.runs()) {
      ObjectNode single = runs.addObject().put("seed", run.seed());
      figures().forEach((name, figure) -> single.put(name, figure.applyAsDouble(run)));
      single.put("parameters", run.parameters());
    }
  }

  private static Map<String, ToDoubleFunction<Run>> figures() {
    Map<String, ToDoubleFunction<Run>> figures = new LinkedHashMap<>();
    figures.put("hitRateAt5", run -> run.scores().hitRateAt5());
    figures.put("hitRateAt10", run -> run.scores().hitRateAt10());
    figures.put("ndcgAt5", run -> run.scores().ndcgAt5());
    figures.put("ndcgAt10", run -> run.scores().ndcgAt10());
    figures.put("reciprocalRank", run -> run.scores().reciprocalRank());
    figures.put("seconds", Run::seconds);
    return figures;
  }
}
