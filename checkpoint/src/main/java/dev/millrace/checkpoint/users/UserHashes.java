package dev.millrace.checkpoint.users;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** An immutable set of users in order, 16 bytes each. */
public final class UserHashes {

  private static final UserHashes NONE = new UserHashes(new long[0]);

  /** Two of each. */
  private final long[] sorted;

  private UserHashes(long[] sorted) {
    this.sorted = sorted;
  }

  /** Of nobody. */
  public static UserHashes none() {
    return NONE;
  }

  /** How many users. */
  public int size() {
    return sorted.length / 2;
  }

  /** Whether a user is one of them. */
  public boolean contains(UserHash user) {
    return place(user) >= 0;
  }

  /** These and others. */
  public UserHashes plus(Set<UserHash> others) {
    UserHash[] added =
        new TreeSet<>(others).stream().filter(user -> !contains(user)).toArray(UserHash[]::new);
    long[] merged = new long[sorted.length + 2 * added.length];
    int from = 0;
    int to = 0;
    for (UserHash user : added) {
      int upTo = 2 * -(place(user) + 1);
      System.arraycopy(sorted, from, merged, to, upTo - from);
      to += upTo - from;
      from = upTo;
      merged[to++] = user.high();
      merged[to++] = user.low();
    }
    System.arraycopy(sorted, from, merged, to, sorted.length - from);
    return new UserHashes(merged);
  }

  /** These without some of them. */
  public UserHashes minus(Set<UserHash> others) {
    long[] left = new long[sorted.length];
    int length = 0;
    for (int index = 0; index < size(); index++) {
      if (!others.contains(get(index))) {
        left[length++] = sorted[2 * index];
        left[length++] = sorted[2 * index + 1];
      }
    }
    return new UserHashes(Arrays.copyOf(left, length));
  }

  /** From 0 where it is; −(place where it would be) − 1 where it is not. */
  private int place(UserHash user) {
    int from = 0;
    int to = size() - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      int order = get(middle).compareTo(user);
      if (order == 0) {
        return middle;
      }
      from = order < 0 ? middle + 1 : from;
      to = order < 0 ? to : middle - 1;
    }
    return -(from + 1);
  }

  private UserHash get(int index) {
    return new UserHash(sorted[2 * index], sorted[2 * index + 1]);
  }

  void write(ByteBuffer buffer) {
    for (long half : sorted) {
      buffer.putLong(half);
    }
  }

  static UserHashes read(ByteBuffer buffer, int size) {
    long[] sorted = new long[2 * size];
    Arrays.setAll(sorted, i -> buffer.getLong());
    return new UserHashes(sorted);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UserHashes that && Arrays.equals(sorted, that.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }

  @Override
  public String toString() {
    return size() + " users";
  }
}
