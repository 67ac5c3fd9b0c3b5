package dev.millrace.checkpoint.users;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.checkpoint.Sha256;
import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * The first 128 bits of the SHA-256 of a user's id: whoever has the id can ask whether it is among
 * others, and nobody reads ids from a checkpoint. It is no protection against trying out ids.
 *
 * @param high its first 64 bits
 * @param low its other 64 bits
 */
public record UserHash(long high, long low) implements Comparable<UserHash> {

  /** Bytes of one. */
  static final int BYTES = 2 * Long.BYTES;

  private static final Comparator<UserHash> ORDER =
      Comparator.comparingLong(UserHash::high).thenComparingLong(UserHash::low);

  /** That of a user. */
  public static UserHash of(String userId) {
    ByteBuffer sum = ByteBuffer.wrap(Sha256.digest().digest(userId.getBytes(UTF_8)));
    return new UserHash(sum.getLong(), sum.getLong());
  }

  @Override
  public int compareTo(UserHash other) {
    return ORDER.compare(this, other);
  }
}
