package dev.millrace.trainer.reservoir;

import dev.millrace.avro.TrainingExample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A uniform sample, of bounded size, of all examples that were added (algorithm R; Vitter 1985).
 * All that is random follows from the seed and from how many were added, so that a copy made from
 * {@link #examples} and {@link #added} goes on as this one does.
 */
public final class Reservoir {

  private static final Comparator<TrainingExample> BY_TIME =
      Comparator.comparingLong(TrainingExample::getTimestamp)
          .thenComparing(TrainingExample::getEventId);

  private final int capacity;
  private final long seed;
  private final List<TrainingExample> examples = new ArrayList<>();
  private long added;

  /**
   * An empty one.
   *
   * @param capacity the most examples, at least 1
   * @param seed of all that is random
   */
  public Reservoir(int capacity, long seed) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "A reservoir holds at least 1, but was to hold " + capacity);
    }
    this.capacity = capacity;
    this.seed = seed;
  }

  /**
   * Goes on where another one was saved; if it was larger, what was added last to it is left out.
   *
   * @param saved its examples in their order
   * @param savedCount how many were added to it
   */
  public void restore(List<TrainingExample> saved, long savedCount) {
    examples.clear();
    examples.addAll(saved.subList(0, Math.min(capacity, saved.size())));
    added = savedCount;
  }

  /** What is here, in the order that {@link #restore} needs. */
  public List<TrainingExample> examples() {
    return List.copyOf(examples);
  }

  /** How many were ever added. */
  public long added() {
    return added;
  }

  /** Adds an example; another one may have to go, or this one. */
  public void add(TrainingExample example) {
    added++;
    if (examples.size() < capacity) {
      examples.add(example);
      return;
    }
    long place = random(0).nextLong(added);
    if (place < capacity) {
      examples.set((int) place, example);
    }
  }

  /**
   * Draws without repetition.
   *
   * @param count how many; fewer come where fewer are here
   * @return ordered by time, so that a user's are in their order
   */
  public List<TrainingExample> draw(int count) {
    SplittableRandom random = random(1);
    Set<Integer> places = new LinkedHashSet<>();
    while (places.size() < Math.min(count, examples.size())) {
      places.add(random.nextInt(examples.size()));
    }
    return places.stream().map(examples::get).sorted(BY_TIME).toList();
  }

  /**
   * Forgets a user.
   *
   * @return how many examples were of that user
   */
  public int forget(String userId) {
    int before = examples.size();
    examples.removeIf(example -> example.getUserId().equals(userId));
    return before - examples.size();
  }

  /** Of the number added so far, for one of two purposes. */
  private SplittableRandom random(int purpose) {
    return new SplittableRandom(seed ^ (2 * added + purpose) * 0x9E3779B97F4A7C15L);
  }
}
