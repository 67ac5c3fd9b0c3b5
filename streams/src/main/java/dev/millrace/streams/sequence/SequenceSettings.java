package dev.millrace.streams.sequence;

import dev.millrace.streams.internal.Check;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * How sequences are kept.
 *
 * @param length interactions that a sequence keeps (N)
 * @param grace how far behind the user's own newest event time an interaction may arrive and still
 *     be put in its place
 * @param maxTracked most interactions remembered per user; beyond it the oldest are forgotten and
 *     whatever is as old as they were counts as late
 * @param types which types do what
 * @param limits what an interaction must satisfy
 * @param deletionMemory for how long, in record time, a deletion keeps out late interactions
 * @param rekey whether interactions may be keyed by anything; false requires the user id
 */
public record SequenceSettings(
    int length,
    Duration grace,
    int maxTracked,
    Types types,
    Limits limits,
    Duration deletionMemory,
    boolean rekey) {

  /** The settings of the reference configuration. */
  public static final SequenceSettings DEFAULTS =
      new SequenceSettings(
          50,
          Duration.ofMinutes(10),
          256,
          Types.DEFAULTS,
          Limits.DEFAULTS,
          Duration.ofDays(30),
          false);

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public SequenceSettings {
    Check.between("sequences.length", length, 1, 10_000);
    Check.notNegative("sequences.grace", grace);
    Check.atLeast("sequences.maxTracked", maxTracked, 2L * length);
    Check.positive("sequences.deletionMemory", deletionMemory);
  }

  /**
   * What the types of interactions mean; a type in neither set is accepted and passed on, but
   * changes no sequence.
   *
   * @param extending types that extend a sequence
   * @param rejecting types by which a user turns an item down
   */
  public record Types(Set<String> extending, Set<String> rejecting) {

    /** The types of the reference configuration. */
    public static final Types DEFAULTS =
        new Types(
            Set.of("click", "view", "play", "read", "purchase", "like", "rating"),
            Set.of("dislike"));

    /**
     * @throws IllegalArgumentException if a type is in both sets, or none extends
     */
    public Types {
      extending = Set.copyOf(extending);
      rejecting = Set.copyOf(rejecting);
      Check.that(!extending.isEmpty(), "sequences.types.extending", "[]", "at least one type");
      Set<String> both = new TreeSet<>(extending);
      both.retainAll(rejecting);
      Check.that(both.isEmpty(), "sequences.types", both + " in both sets", "each type in one set");
    }
  }

  /**
   * What an interaction must satisfy; otherwise it goes to the dead letters.
   *
   * @param maxFuture how far its event time may be ahead of its arrival
   * @param maxIdLength longest event, user or item id and type, in characters; bounds the state
   */
  public record Limits(Duration maxFuture, int maxIdLength) {

    /** The limits of the reference configuration. */
    public static final Limits DEFAULTS = new Limits(Duration.ofHours(1), 256);

    /**
     * @throws IllegalArgumentException if a value is out of range
     */
    public Limits {
      Check.notNegative("sequences.limits.maxFuture", maxFuture);
      Check.between("sequences.limits.maxIdLength", maxIdLength, 1, 10_000);
    }
  }

  /** The same with other interactions keyed by anything, or not. */
  public SequenceSettings withRekey(boolean other) {
    return new SequenceSettings(length, grace, maxTracked, types, limits, deletionMemory, other);
  }

  /** The same with another length and grace, remembering as many as these need. */
  public SequenceSettings withLengthAndGrace(int otherLength, Duration otherGrace) {
    return new SequenceSettings(
        otherLength,
        otherGrace,
        Math.max(maxTracked, 2 * otherLength),
        types,
        limits,
        deletionMemory,
        rekey);
  }
}
