package dev.millrace.model.prompt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/** Puts prompts of like length together, so that a batch is as long as most of it. */
public final class PromptBatches {

  private PromptBatches() {}

  /**
   * @param size of a batch, at least 1; the last may be smaller
   * @param length of the prompt, in tokens
   * @return the shortest first
   */
  public static <T> List<List<T>> byLength(List<T> prompted, int size, ToIntFunction<T> length) {
    List<T> sorted = prompted.stream().sorted(Comparator.comparingInt(length)).toList();
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < sorted.size(); from += size) {
      batches.add(sorted.subList(from, Math.min(from + size, sorted.size())));
    }
    return batches;
  }
}
