package dev.millrace.standalone.evaluate;

import dev.millrace.model.sequential.NetworkConfig;
import dev.millrace.model.sequential.TrainingOptions;
import dev.millrace.trainer.objective.ObjectiveConfig;
import dev.millrace.trainer.settings.TrainerSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** The candidates by name; a new one is a line here. */
public final class Candidates {

  private final Map<String, Candidate> byName = new LinkedHashMap<>();

  /**
   * @param training how networks are trained, by seed
   * @param trainer how language models are trained
   */
  public Candidates(LongFunction<TrainingOptions> training, TrainerSettings trainer) {
    add(new CollaborativeCandidate("popularity", false));
    add(new CollaborativeCandidate("transitions", true));
    add(new NetworkCandidate("sasrec", NetworkConfig.SasRec.defaults(), training));
    add(new NetworkCandidate("gru4rec", NetworkConfig.Gru4Rec.defaults(), training));
    add(new NetworkCandidate("caser", NetworkConfig.Caser.defaults(), training));
    for (String objective : ObjectiveConfig.names()) {
      add(new LanguageModelCandidate(objective, trainer.objective().named(objective), trainer));
    }
  }

  private void add(Candidate candidate) {
    byName.put(candidate.name(), candidate);
  }

  /**
   * The candidates of some names, in their order.
   *
   * @throws IllegalArgumentException if a name is unknown; the message lists those that are known
   */
  public List<Candidate> named(List<String> names) {
    return names.stream().map(this::named).toList();
  }

  private Candidate named(String name) {
    Candidate candidate = byName.get(name);
    if (candidate == null) {
      throw new IllegalArgumentException(
          "--models takes any of %s; found '%s'"
              .formatted(String.join(", ", byName.keySet()), name));
    }
    return candidate;
  }
}
