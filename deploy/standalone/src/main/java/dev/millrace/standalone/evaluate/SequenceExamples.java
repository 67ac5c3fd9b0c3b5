package dev.millrace.standalone.evaluate;

import dev.millrace.model.collaborative.ItemIds;
import dev.millrace.trainer.example.LearningExample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sequences as examples: every item is a target after the items before it, the first after none.
 */
public final class SequenceExamples {

  private SequenceExamples() {}

  /**
   * The examples of some sequences.
   *
   * @param longest history that an example has
   */
  public static List<LearningExample> of(List<int[]> sequences, int longest) {
    List<LearningExample> examples = new ArrayList<>();
    for (int user = 0; user < sequences.size(); user++) {
      int[] sequence = sequences.get(user);
      for (int place = 0; place < sequence.length; place++) {
        int[] history = Arrays.copyOfRange(sequence, Math.max(0, place - longest), place);
        examples.add(
            new LearningExample(
                user + "/" + place, String.valueOf(user), ItemIds.of(history), sequence[place], 0));
      }
    }
    return examples;
  }
}
