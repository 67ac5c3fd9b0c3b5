package dev.millrace.streams.sequence;

import dev.millrace.avro.TransitionChange;
import java.util.ArrayList;
import java.util.List;

/**
 * What the insertion of an event changes in the transition counts: the pairs of the sequence after
 * it minus those before it.
 *
 * <pre>
 *   before  … a b | c d …          after  … a b X c d …
 *   added   b→X at 1, a→X at 2, X→c at 1, X→d at 2
 *   moved   b→c from 1 to 2, a→c and b→d from 2 to 3: taken back, and added one farther apart
 * </pre>
 *
 * <p>Pairs farther apart than the window count in neither. An event dropped from the old end of a
 * sequence takes nothing back.
 */
final class TransitionChanges {

  private final List<TrackedEvent> before;
  private final int window;
  private final List<TransitionChange> changes = new ArrayList<>();

  private TransitionChanges(List<TrackedEvent> before, int window) {
    this.before = before;
    this.window = window;
  }

  /**
   * @param insertion what is inserted where
   * @param window most positions apart (W)
   */
  static List<TransitionChange> of(Insertion insertion, int window) {
    TransitionChanges changes = new TransitionChanges(insertion.before(), window);
    changes.pairWithNew(insertion);
    changes.moveApart(insertion.position());
    return changes.changes;
  }

  /**
   * An event and its place.
   *
   * @param before the extending events before, oldest first
   * @param position index that the event takes
   * @param event what is inserted
   */
  record Insertion(List<TrackedEvent> before, int position, TrackedEvent event) {}

  private void pairWithNew(Insertion insertion) {
    int position = insertion.position();
    for (int distance = 1; distance <= Math.min(window, position); distance++) {
      change(before.get(position - distance), insertion.event(), distance, true);
    }
    int following = before.size() - position;
    for (int distance = 1; distance <= Math.min(window, following); distance++) {
      change(insertion.event(), before.get(position + distance - 1), distance, true);
    }
  }

  private void moveApart(int position) {
    for (int left = 1; left <= Math.min(window, position); left++) {
      TrackedEvent from = before.get(position - left);
      int farthest = Math.min(window + 1 - left, before.size() - position);
      for (int right = 1; right <= farthest; right++) {
        TrackedEvent to = before.get(position + right - 1);
        int distance = left + right - 1;
        change(from, to, distance, false);
        if (distance < window) {
          change(from, to, distance + 1, true);
        }
      }
    }
  }

  private void change(TrackedEvent from, TrackedEvent to, int distance, boolean added) {
    changes.add(new TransitionChange(from.itemId(), to.itemId(), distance, added, to.timestamp()));
  }
}
