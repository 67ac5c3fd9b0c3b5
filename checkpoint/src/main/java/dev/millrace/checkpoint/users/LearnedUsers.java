package dev.millrace.checkpoint.users;

import dev.millrace.checkpoint.CheckpointException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From whom a checkpoint has learned, and who had asked to be forgotten when it was written. As a
 * file 16 bytes a user and 25 bytes a deletion:
 *
 * <pre>
 *   number of users (4), for each hash (16), in order
 *   number of deletions (4), for each hash (16), upTo (8), learned (1), in order
 * </pre>
 *
 * @param learned users who did not ask to be forgotten since something was learned from them
 * @param deletions of all users who ever asked
 */
public record LearnedUsers(UserHashes learned, SortedMap<UserHash, Deletion> deletions) {

  private static final int DELETION_BYTES = UserHash.BYTES + Long.BYTES + 1;

  /** Copies the deletions. */
  public LearnedUsers {
    deletions = Collections.unmodifiableSortedMap(new TreeMap<>(deletions));
  }

  /** Nobody. */
  public static LearnedUsers none() {
    return new LearnedUsers(UserHashes.none(), new TreeMap<>());
  }

  /** The same after more users were learned from. */
  public LearnedUsers with(Set<UserHash> users) {
    return new LearnedUsers(learned.plus(users), deletions);
  }

  /**
   * The same after users asked to be forgotten.
   *
   * @param upTo event time by user, in milliseconds
   */
  public LearnedUsers without(Map<UserHash, Long> upTo) {
    SortedMap<UserHash, Deletion> all = new TreeMap<>(deletions);
    upTo.forEach(
        (user, time) -> all.merge(user, new Deletion(time, learned.contains(user)), Deletion::and));
    return new LearnedUsers(learned.minus(upTo.keySet()), all);
  }

  /** Whether something of a user with an event time may be learned. */
  public boolean mayLearn(UserHash user, long time) {
    Deletion deletion = deletions.get(user);
    return deletion == null || time > deletion.upTo();
  }

  /**
   * Whether it has learned from a user who asked to be forgotten after it was written.
   *
   * @param later as a later checkpoint knows it
   */
  public boolean holdsForgotten(UserHash user, LearnedUsers later) {
    Deletion known = later.deletions.get(user);
    Deletion own = deletions.get(user);
    return known != null && learned.contains(user) && (own == null || known.upTo() > own.upTo());
  }

  /**
   * How many users it has learned from who asked to be forgotten after it was written.
   *
   * @param later as a later checkpoint knows it
   */
  public long heldForgotten(LearnedUsers later) {
    return later.deletions.keySet().stream().filter(user -> holdsForgotten(user, later)).count();
  }

  /** The content of a file. */
  public byte[] bytes() {
    ByteBuffer buffer =
        ByteBuffer.allocate(
            2 * Integer.BYTES
                + UserHash.BYTES * learned.size()
                + DELETION_BYTES * deletions.size());
    buffer.putInt(learned.size());
    learned.write(buffer);
    buffer.putInt(deletions.size());
    for (Map.Entry<UserHash, Deletion> entry : deletions.entrySet()) {
      buffer.putLong(entry.getKey().high()).putLong(entry.getKey().low());
      buffer.putLong(entry.getValue().upTo()).put((byte) (entry.getValue().learned() ? 1 : 0));
    }
    return buffer.array();
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @throws CheckpointException if it is something else
   */
  public static LearnedUsers of(byte[] content) {
    ByteBuffer buffer = ByteBuffer.wrap(content);
    try {
      UserHashes learned = UserHashes.read(buffer, checked(buffer.getInt(), content));
      SortedMap<UserHash, Deletion> deletions = new TreeMap<>();
      for (int left = checked(buffer.getInt(), content); left > 0; left--) {
        UserHash user = new UserHash(buffer.getLong(), buffer.getLong());
        deletions.put(user, new Deletion(buffer.getLong(), buffer.get() != 0));
      }
      return new LearnedUsers(learned, deletions);
    } catch (BufferUnderflowException e) {
      throw new CheckpointException(
          "A list of users ends after %,d bytes".formatted(content.length), e);
    }
  }

  private static int checked(int count, byte[] content) {
    if (count < 0 || count > content.length / UserHash.BYTES) {
      throw new CheckpointException(
          "A list of users of %,d bytes cannot hold %,d".formatted(content.length, count));
    }
    return count;
  }
}
