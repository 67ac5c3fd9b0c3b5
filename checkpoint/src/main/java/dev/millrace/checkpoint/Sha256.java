package dev.millrace.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 of bytes and files, in lower-case hexadecimal. */
public final class Sha256 {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private Sha256() {}

  /** The sum of bytes in memory. */
  public static String of(byte[] content) {
    return hex(digest().digest(content));
  }

  /**
   * The sum of a file's content, read once.
   *
   * @throws IOException if it cannot be read
   */
  public static String of(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
      content.transferTo(OutputStream.nullOutputStream());
    }
    return hex(digest.digest());
  }

  /** An empty sum, for content that passes by. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("Every Java platform has SHA-256", e);
    }
  }

  /** A finished digest as text. */
  public static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  /**
   * @param what has the sum, for the message
   * @throws IllegalArgumentException if the text is no SHA-256 in lower-case hexadecimal
   */
  public static void check(String what, String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "%s: a SHA-256 is 64 lower-case hexadecimal digits; found '%s'".formatted(what, text));
    }
  }
}
