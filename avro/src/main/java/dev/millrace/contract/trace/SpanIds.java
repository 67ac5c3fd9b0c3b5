package dev.millrace.contract.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids of spans. They are functions of what the work is, not drawn at random: a record that is
 * worked on again after an aborted transaction gives the same header, byte by byte.
 */
final class SpanIds {

  private static final String ALGORITHM = "SHA-256";

  private SpanIds() {}

  /** Sixteen hexadecimal digits, not all of them 0. */
  static String of(ReceivedTrace parent, SpanDescription description) {
    String work = parent.spanId() + '\n' + description.name() + '\n' + description.identity();
    long id = ByteBuffer.wrap(sum(work.getBytes(UTF_8))).getLong();
    return HexFormat.of().toHexDigits(id == 0 ? 1 : id);
  }

  private static byte[] sum(byte[] bytes) {
    try {
      return MessageDigest.getInstance(ALGORITHM).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }
}
