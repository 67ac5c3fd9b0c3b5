package dev.millrace.standalone.evaluate;

import dev.millrace.model.collaborative.ItemDictionary;
import dev.millrace.standalone.data.EvaluationCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the overlapping cases of a user together to one sequence: the first brings its history, each
 * later one its target. Where a case's history is not what the user's sequence ends with, a new
 * sequence begins.
 */
final class SequenceChains {

  private final ItemDictionary items;
  private final List<List<Integer>> sequences = new ArrayList<>();
  private final Map<String, List<Integer>> latest = new HashMap<>();

  SequenceChains(ItemDictionary items) {
    this.items = items;
  }

  void add(EvaluationCase next) {
    List<Integer> history = next.history().stream().map(items::intern).toList();
    List<Integer> sequence = latest.get(next.userId());
    if (sequence == null || history.isEmpty() || !endsWith(sequence, history)) {
      sequence = new ArrayList<>(history);
      sequences.add(sequence);
      latest.put(next.userId(), sequence);
    }
    sequence.add(items.intern(next.target()));
  }

  private static boolean endsWith(List<Integer> sequence, List<Integer> history) {
    int size = sequence.size();
    return size >= history.size() && sequence.subList(size - history.size(), size).equals(history);
  }

  List<int[]> sequences() {
    return sequences.stream()
        .map(sequence -> sequence.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }
}
