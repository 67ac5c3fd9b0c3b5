package dev.millrace.trainer.objective;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objectives that have a name. */
final class NamedObjectives {

  private static final Map<String, ObjectiveConfig> OBJECTIVES = objectives();

  private NamedObjectives() {}

  private static Map<String, ObjectiveConfig> objectives() {
    SelfHardNegatives terms = SelfHardNegatives.defaults();
    ObjectiveConfig msl = ObjectiveConfig.msl();
    Map<String, ObjectiveConfig> objectives = new LinkedHashMap<>();
    objectives.put("lml", ObjectiveConfig.lml());
    objectives.put("msl", ObjectiveConfig.msl());
    objectives.put("msl+ats", ObjectiveConfig.adaptiveMsl());
    objectives.put("ilrec", ObjectiveConfig.ilrec());
    objectives.put("ilrec+ats", ObjectiveConfig.adaptiveMsl().with(terms));
    objectives.put("ilrec-cpo", msl.with(terms.withoutPreference()));
    objectives.put("ilrec-cpd", msl.with(terms.withoutDistillation()));
    objectives.put("ilrec-crr", msl.with(terms.withoutRegularisation()));
    objectives.put("final-layer-negatives", msl.with(terms.withSource(NegativeSource.FINAL_LAYER)));
    return objectives;
  }

  static List<String> names() {
    return List.copyOf(OBJECTIVES.keySet());
  }

  static ObjectiveConfig find(String name) {
    ObjectiveConfig found = OBJECTIVES.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "There is no objective \"%s\"; accepted are %s"
              .formatted(name, String.join(", ", names())));
    }
    return found;
  }
}
