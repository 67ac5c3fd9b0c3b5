package dev.millrace.standalone.bench.soak;

import dev.millrace.avro.Interaction;
import dev.millrace.avro.TrainingExample;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes examples of some users' clicks, as the streams do of everybody's: at full speed a trainer
 * could not follow those.
 */
final class ExampleSampler {

  private static final int HISTORY = 10;
  private static final String DISLIKE = "dislike";

  private final Map<String, Deque<String>> histories = new HashMap<>();
  private final int share;
  private int wanted;

  /**
   * @param share one user in so many
   */
  ExampleSampler(int share) {
    this.share = share;
  }

  /** Lets so many more examples be made. */
  void want(int examples) {
    wanted += examples;
  }

  /** How many are still to come. */
  int wanted() {
    return wanted;
  }

  /**
   * Takes a click.
   *
   * @return the example that it makes, or none
   */
  List<TrainingExample> take(Interaction click) {
    if (click.getUserId().hashCode() % share != 0 || click.getType().equals(DISLIKE)) {
      return List.of();
    }
    Deque<String> history =
        histories.computeIfAbsent(click.getUserId(), user -> new ArrayDeque<>());
    List<TrainingExample> made =
        wanted > 0 && !history.isEmpty() ? example(click, history) : List.of();
    history.addLast(click.getItemId());
    if (history.size() > HISTORY) {
      history.removeFirst();
    }
    return made;
  }

  private List<TrainingExample> example(Interaction click, Deque<String> history) {
    wanted--;
    return List.of(
        new TrainingExample(
            click.getEventId(),
            click.getUserId(),
            List.copyOf(history),
            click.getItemId(),
            click.getTimestamp()));
  }
}
