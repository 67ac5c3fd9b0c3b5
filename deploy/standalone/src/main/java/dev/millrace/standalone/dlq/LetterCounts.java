package dev.millrace.standalone.dlq;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** How many dead letters there are of each kind. */
public final class LetterCounts {

  private final Map<Kind, Count> byKind =
      new TreeMap<>(Comparator.comparing(Kind::topic).thenComparing(Kind::error));

  /**
   * What is counted together.
   *
   * @param topic the topic that the letters came from
   * @param error simple class name of what was thrown
   */
  public record Kind(String topic, String error) {}

  /**
   * The letters of a kind.
   *
   * @param letters all of them
   * @param left those that were not replayed
   * @param latest the one that arrived last
   */
  public record Count(long letters, long left, DeadLetter latest) {

    private static Count of(DeadLetter letter) {
      return new Count(1, letter.replayed() ? 0 : 1, letter);
    }

    private Count plus(Count more) {
      boolean newer = more.latest.arrived().isAfter(latest.arrived());
      return new Count(letters + more.letters, left + more.left, newer ? more.latest : latest);
    }
  }

  /** Counts a letter; always true, to be a visitor. */
  public boolean add(DeadLetter letter) {
    byKind.merge(new Kind(letter.origin(), letter.error()), Count.of(letter), Count::plus);
    return true;
  }

  /** Counts by topic and error. */
  public Map<Kind, Count> byKind() {
    return Collections.unmodifiableMap(byKind);
  }

  /** Letters of every kind that were not replayed. */
  public long left() {
    return byKind.values().stream().mapToLong(Count::left).sum();
  }
}
