package dev.millrace.model.sequential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Windows that are learned from in one step.
 *
 * @param windows in the order of the states
 */
record TrainingBatch(List<TrainingWindow> windows) {

  /** Cuts an epoch into batches of at least some number of targets; the last may have fewer. */
  static List<TrainingBatch> split(List<TrainingWindow> windows, int targets) {
    List<TrainingBatch> batches = new ArrayList<>();
    List<TrainingWindow> batch = new ArrayList<>();
    int count = 0;
    for (TrainingWindow window : windows) {
      batch.add(window);
      count += window.targetCount();
      if (count >= targets) {
        batches.add(new TrainingBatch(List.copyOf(batch)));
        batch.clear();
        count = 0;
      }
    }
    if (count > 0) {
      batches.add(new TrainingBatch(List.copyOf(batch)));
    }
    return batches;
  }

  SequenceBatch inputs() {
    return SequenceBatch.of(
        windows.stream().map(TrainingWindow::inputs).toList(),
        windows.stream().mapToInt(TrainingWindow::firstPlace).toArray());
  }

  /** The item that came next at each place, [P]. */
  long[] targets() {
    return windows.stream()
        .flatMapToInt(window -> Arrays.stream(window.targets()))
        .asLongStream()
        .toArray();
  }

  /** The window of each place, [P]. */
  List<TrainingWindow> windowOfPlace() {
    List<TrainingWindow> owners = new ArrayList<>();
    for (TrainingWindow window : windows) {
      owners.addAll(Collections.nCopies(window.targetCount(), window));
    }
    return owners;
  }
}
