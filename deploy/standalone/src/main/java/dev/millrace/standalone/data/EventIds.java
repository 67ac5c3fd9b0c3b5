package dev.millrace.standalone.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids for events that have none: 64 bits of SHA-256 over line number and text of the row. The same
 * file gives the same ids each time it is replayed, so that a second replay changes nothing; the
 * same text on two lines is two events.
 */
final class EventIds {

  private static final int BYTES = 8;

  private final MessageDigest digest;

  EventIds() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  String idOf(Row row) {
    digest.update((row.line() + ":" + row.text()).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }
}
